package dev.freehold.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.Digest;
import dev.freehold.model.EnvironmentName;
import dev.freehold.model.HostName;
import dev.freehold.model.ProjectName;
import dev.freehold.model.Revision;
import dev.freehold.model.Site;
import dev.freehold.model.Snapshot;
import dev.freehold.model.SnapshotDelta;
import dev.freehold.model.TeamId;
import dev.freehold.model.Warmth;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotFolderTest {
    private static final HostName SHOP = new HostName("shop.localhost");
    private static final Site SITE = site("aaaaaa");
    private static final Snapshot FIRST =
            Snapshot.EMPTY.pointing(SHOP, SITE).at(new Revision(1, 7));

    @TempDir Path folder;

    @Test
    void is_empty_where_nothing_was_kept() {
        assertThat(again()).isEqualTo(Snapshot.EMPTY);
    }

    @Test
    void what_was_kept_is_there_after_a_restart() {
        var kept = new SnapshotFolder(folder);
        kept.keep(SnapshotDelta.whole(FIRST), FIRST);

        var last = FIRST;
        for (int i = 8; i < 20; i++) {
            last = changed(kept, last, new Revision(1, i), "bbbb" + i);
        }

        assertThat(again()).isEqualTo(last);
    }

    @Test
    void what_is_older_than_what_was_written_is_passed_over() {
        var kept = new SnapshotFolder(folder);
        var newer = changed(kept, FIRST, new Revision(1, 9), "bbbbbb");

        kept.keep(SnapshotDelta.whole(FIRST), FIRST);

        assertThat(again()).isEqualTo(newer);
    }

    @Test
    void half_a_line_is_as_good_as_none() throws IOException {
        var kept = new SnapshotFolder(folder);
        kept.keep(SnapshotDelta.whole(FIRST), FIRST);
        var file = onlyFile();

        Files.write(file, new byte[] {0, 0, 1, 0, 9, 9, 9, 9, '{'}, StandardOpenOption.APPEND);

        assertThat(again()).isEqualTo(FIRST);
    }

    @Test
    void a_file_that_is_damaged_counts_as_far_as_it_is_sound() throws IOException {
        var kept = new SnapshotFolder(folder);
        kept.keep(SnapshotDelta.whole(FIRST), FIRST);
        long sound = Files.size(onlyFile());
        changed(kept, FIRST, new Revision(1, 8), "bbbbbb");
        var content = Files.readAllBytes(onlyFile());
        content[(int) sound + 20] ^= 1;

        Files.write(onlyFile(), content);

        assertThat(again()).isEqualTo(FIRST);
    }

    /// Its process may be stopped between its check and its write, for as long as you like.
    @Test
    void what_another_process_writes_late_does_not_matter() throws IOException {
        var stalled = new SnapshotFolder(folder);
        stalled.keep(SnapshotDelta.whole(FIRST), FIRST);
        Files.move(onlyFile(), folder.resolve("1.7-1.snapshot"));
        var fresh = new SnapshotFolder(folder);
        var newer = changed(fresh, FIRST, new Revision(2, 1), "bbbbbb");

        changed(stalled, FIRST, new Revision(1, 8), "cccccc");

        assertThat(again()).isEqualTo(newer);
    }

    @Test
    void what_processes_left_that_are_gone_is_cleared_away() throws IOException {
        Files.writeString(folder.resolve("1.3-999999999.snapshot"), "old");

        new SnapshotFolder(folder).keep(SnapshotDelta.whole(FIRST), FIRST);

        assertThat(onlyFile().getFileName().toString()).startsWith("1.7-");
    }

    @Test
    void many_changes_do_not_make_it_grow_for_ever() throws IOException {
        var kept = new SnapshotFolder(folder);
        var last = FIRST;
        for (int i = 0; i < 3_000; i++) {
            last = changed(kept, last, new Revision(1, 8 + i), i % 2 == 0 ? "bbbbbb" : "cccccc");
        }

        assertThat(Files.size(onlyFile())).isLessThan(3 << 19);
        assertThat(again()).isEqualTo(last);
    }

    private Snapshot again() {
        return new SnapshotFolder(folder).load();
    }

    private Path onlyFile() throws IOException {
        try (var files = Files.list(folder)) {
            var all = files.toList();
            assertThat(all).hasSize(1);
            return all.getFirst();
        }
    }

    private static Snapshot changed(
            SnapshotFolder kept, Snapshot before, Revision revision, String deployment) {
        var site = site(deployment);
        var after = before.pointing(SHOP, site).at(revision);
        kept.keep(
                SnapshotDelta.between(
                        before.revision(), after, Set.of(SHOP), Set.of(site.deployment())),
                after);
        return after;
    }

    private static Site site(String id) {
        return new Site(
                TeamId.OWNER,
                new ProjectName("shop"),
                new DeploymentId(id.length() < 6 ? id + "0" : id),
                EnvironmentName.PRODUCTION,
                Digest.sha256(id.getBytes(StandardCharsets.UTF_8)),
                new Warmth.Kept(),
                List.of(),
                Map.of());
    }
}
