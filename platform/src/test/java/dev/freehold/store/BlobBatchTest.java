package dev.freehold.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.model.ByteSize;
import dev.freehold.model.Digest;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobBatchTest {
    @TempDir Path folder;
    private BlobFolder blobs;

    @BeforeEach
    void open() {
        blobs = new BlobFolder(folder, ByteSize.ofGigabytes(1));
    }

    @Test
    void all_pieces_have_their_names_once_they_are_kept_and_none_before() throws IOException {
        try (var batch = blobs.batch()) {
            for (int i = 0; i < 300; i++) {
                batch.add(digest("page " + i), bytes("page " + i));
            }
            assertThat(blobs.has(digest("page 7"))).isFalse();

            assertThat(batch.keep()).hasSize(300).containsEntry(digest("page 7"), 6L);
        }
        assertThat(blobs.read(digest("page 299"))).isEqualTo(bytes("page 299"));
        assertThat(folder.resolve("incoming")).isEmptyDirectory();
    }

    @Test
    void a_piece_that_is_not_what_its_digest_says_is_refused_and_nothing_of_the_batch_stays()
            throws IOException {
        try (var batch = blobs.batch()) {
            batch.add(digest("good"), bytes("good"));

            assertThatThrownBy(() -> batch.add(digest("good"), bytes("evil")))
                    .isInstanceOfSatisfying(
                            FreeholdException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.DIGEST_MISMATCH));
        }
        assertThat(blobs.has(digest("good"))).isFalse();
        assertThat(folder.resolve("incoming")).isEmptyDirectory();
    }

    @Test
    void a_piece_that_comes_twice_or_is_here_already_is_kept_once() throws IOException {
        blobs.put(bytes("old"));
        try (var batch = blobs.batch()) {
            batch.add(digest("old"), bytes("old"));
            batch.add(digest("new"), bytes("new"));
            batch.add(digest("new"), bytes("new"));

            assertThat(batch.keep()).hasSize(2);
        }
        assertThat(Files.exists(digest("new").below(folder))).isTrue();
    }

    private static Digest digest(String text) {
        return Digest.sha256(bytes(text));
    }

    @Test
    void files_are_taken_in_together_and_named_in_their_order() throws IOException {
        var one = Files.writeString(folder.resolve("one"), "same");
        var other = Files.writeString(folder.resolve("other"), "different");
        var copy = Files.writeString(folder.resolve("copy"), "same");

        var digests = blobs.takeAll(List.of(one, other, copy));

        assertThat(digests.get(0)).isEqualTo(digests.get(2));
        assertThat(blobs.file(digests.get(0))).hasContent("same");
        assertThat(blobs.file(digests.get(1))).hasContent("different");
        assertThat(folder.resolve("incoming")).isEmptyDirectory();
    }

    @Test
    void what_was_made_long_ago_is_as_young_as_its_arrival() throws IOException {
        var old = Files.writeString(folder.resolve("index.js"), "from a package");
        var other = Files.writeString(folder.resolve("other.js"), "from another");
        for (var file : List.of(old, other)) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.parse("1985-10-26T08:15:00Z")));
        }

        var taken = List.of(blobs.takeAll(List.of(old)).getFirst(), blobs.take(other));

        var hourAgo = Instant.now().minusSeconds(3600);
        assertThat(taken)
                .noneMatch(digest -> blobs.isUntouchedSince(digest, hourAgo))
                .noneMatch(digest -> blobs.deleteIfUntouchedSince(digest, hourAgo));
    }

    @Test
    void what_is_here_is_relied_on_by_who_takes_it_in_again() throws IOException {
        var known = blobs.put(bytes("known"));
        Files.setLastModifiedTime(blobs.file(known), FileTime.from(Instant.EPOCH));

        try (var batch = blobs.batch()) {
            batch.add(known, bytes("known"));
            assertThat(blobs.deleteIfUntouchedSince(known, Instant.now().minusSeconds(3600)))
                    .isFalse();
            batch.keep();
        }

        assertThat(blobs.has(known)).isTrue();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
