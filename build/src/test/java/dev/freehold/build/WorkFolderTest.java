package dev.freehold.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.model.FreeholdException;
import dev.freehold.output.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A build may put links wherever it likes; nothing of the machine is read or written through them.
class WorkFolderTest {
    private static final byte[] OURS = "ours".getBytes(StandardCharsets.UTF_8);

    @TempDir Path temporary;
    private Path outside;
    private Path source;
    private WorkFolder folder;

    @BeforeEach
    void layOut() throws IOException {
        outside = Files.createDirectories(temporary.resolve("outside"));
        source = temporary.resolve("src");
        folder = new WorkFolder(source, "/app", new BlobsInFolder(temporary.resolve("blobs")), 0);
        folder.layOut(new Tree(new TreeMap<>()));
    }

    @Test
    void a_file_of_ours_takes_the_place_of_a_link() throws IOException {
        var theirs = Files.writeString(outside.resolve("theirs"), "theirs");
        Files.createDirectories(source.resolve(".freehold"));
        Files.createSymbolicLink(source.resolve(".freehold/ours"), theirs);

        folder.put(".freehold/ours", OURS);

        assertThat(theirs).hasContent("theirs");
        assertThat(Files.isRegularFile(source.resolve(".freehold/ours"), LinkOption.NOFOLLOW_LINKS))
                .isTrue();
    }

    @Test
    void nothing_is_written_below_a_link() throws IOException {
        Files.createSymbolicLink(source.resolve(".freehold"), outside);

        assertThatThrownBy(() -> folder.put(".freehold/ours", OURS))
                .isInstanceOf(FreeholdException.class)
                .hasMessageContaining("\".freehold\" is in the way");
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void a_second_tree_is_not_laid_out_below_a_link_either() throws IOException {
        Files.createSymbolicLink(source.resolve(".venv"), outside);
        var kept = new TreeMap<>(Map.<String, Tree.Entry>of(".venv/bin/it", new Tree.Link("x")));

        assertThatThrownBy(() -> folder.layOut(new Tree(kept)))
                .hasMessageContaining("\".venv\" is in the way");
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void only_small_plain_files_within_are_read() throws IOException {
        var secret = Files.writeString(outside.resolve("secret"), "secret");
        Files.createSymbolicLink(source.resolve("link"), secret);
        Files.createDirectories(source.resolve("deep"));
        Files.writeString(source.resolve("deep/plain"), "plain");

        assertThat(folder.read("deep/plain", 10))
                .hasValue("plain".getBytes(StandardCharsets.UTF_8));
        assertThat(folder.read("deep/plain", 3)).isEmpty();
        assertThat(folder.read("link", 10)).isEmpty();
        assertThat(folder.read("nothing/there", 10)).isEmpty();
    }

    @Test
    void a_folder_that_became_a_link_is_refused() throws IOException {
        Files.createSymbolicLink(source.resolve("apps"), outside);

        assertThatThrownBy(() -> folder.inside("apps")).hasMessageContaining("leads out");
        assertThatThrownBy(() -> folder.read("apps/secret", 10)).hasMessageContaining("leads out");
    }
}
