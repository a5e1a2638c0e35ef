package dev.freehold.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.output.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What counts as changed since the last build.
class KeptTimesTest {
    private static final FileTime FIRST = FileTime.fromMillis(1_000);
    private static final FileTime SECOND = FileTime.fromMillis(2_000);
    private static final FileTime THIRD = FileTime.fromMillis(3_000);

    @TempDir Path folder;
    private BlobsInFolder blobs;
    private KeptTimes times;

    @BeforeEach
    void empty() {
        blobs = new BlobsInFolder(folder.resolve("blobs"));
        times = new KeptTimes(folder.resolve("project/times"));
    }

    @Test
    void a_file_keeps_its_time_until_its_content_is_another() throws IOException {
        times.of(tree("a b.rs", "1", "c.rs", "1", "d.rs", "→ c.rs"), FIRST);

        assertThat(times.of(tree("a b.rs", "1", "c.rs", "2", "d.rs", "→ c.rs"), SECOND))
                .containsOnlyKeys("a b.rs", "c.rs")
                .containsEntry("a b.rs", FIRST)
                .containsEntry("c.rs", SECOND);
    }

    /// A compiler saw the other content meanwhile, and would take its work for that of the old one.
    @Test
    void content_that_comes_back_is_a_change() throws IOException {
        times.of(tree("a.rs", "1"), FIRST);
        times.of(tree("a.rs", "2"), SECOND);

        assertThat(times.of(tree("a.rs", "1"), THIRD)).containsEntry("a.rs", THIRD);
    }

    @Test
    void where_a_link_leads_elsewhere_everything_is_a_change() throws IOException {
        times.of(tree("a.rs", "1", "b.rs", "1", "used.rs", "→ a.rs"), FIRST);

        assertThat(times.of(tree("a.rs", "1", "b.rs", "1", "used.rs", "→ b.rs"), SECOND))
                .containsEntry("b.rs", SECOND);
    }

    @Test
    void a_file_that_was_away_is_a_change() throws IOException {
        times.of(tree("a.rs", "1"), FIRST);
        times.of(tree("b.rs", "1"), SECOND);

        assertThat(times.of(tree("a.rs", "1"), THIRD)).containsEntry("a.rs", THIRD);
    }

    @Test
    void what_can_not_be_understood_is_as_good_as_nothing() throws IOException {
        times.of(tree("a.rs", "1"), FIRST);
        Files.writeString(times.file(), "not a time\n");

        assertThat(times.of(tree("a.rs", "1"), SECOND)).containsEntry("a.rs", SECOND);
    }

    private Tree tree(String... pathsAndTexts) {
        return Sources.tree(blobs, pathsAndTexts);
    }
}
