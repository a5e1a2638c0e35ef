package dev.freehold.cli.upload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.model.Digest;
import dev.freehold.model.ProjectName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatCacheTest {
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

    @TempDir Path path;
    private Path page;

    @BeforeEach
    void twoOldPagesThatWereDeployed() throws IOException {
        page = oldFile("page.html", "one");
        oldFile("other.html", "other");
        new Folder(path).link(new ProjectName("site"));
        rememberLongAfterTheyWereWritten();
    }

    @Test
    void reads_nothing_again_while_nothing_changes() {
        assertThat(scan().tree().read()).isZero();
        assertThat(scan().tree().notDeployed()).isEmpty();
    }

    @Test
    void reads_only_what_changed() throws IOException {
        Files.writeString(page, "two!");

        var tree = scan().tree();

        assertThat(tree.read()).isEqualTo(1);
        assertThat(tree.notDeployed())
                .extracting(changed -> changed.file().path())
                .containsExactly("page.html");
        assertThat(digest(tree)).isEqualTo(hex("two!"));
    }

    /// The same size, within the same tick of the clock: the stat says that nothing happened.
    @Test
    void a_change_in_the_tick_of_the_reading_is_seen_by_the_next() throws IOException {
        Files.writeString(page, "two");
        var now = Files.getLastModifiedTime(page);
        scan().rememberDeployed();

        Files.writeString(page, "new");
        Files.setLastModifiedTime(page, now);

        assertThat(digest(scan().tree())).isEqualTo(hex("new"));
    }

    @Test
    void a_change_that_hides_behind_its_old_size_and_time_is_seen() throws IOException {
        long before = Stat.of(page).changed();
        do { // until the file system's clock has ticked
            Files.writeString(page, "two");
            Files.setLastModifiedTime(page, LONG_AGO);
        } while (Stat.of(page).changed() == before);

        assertThat(digest(scan().tree())).isEqualTo(hex("two"));
    }

    @Test
    void a_file_put_in_its_place_with_the_same_size_and_time_is_seen() throws IOException {
        var other = Files.writeString(path.resolve("draft"), "two");
        Files.setLastModifiedTime(other, LONG_AGO);
        Files.move(other, page, StandardCopyOption.REPLACE_EXISTING);

        assertThat(digest(scan().tree())).isEqualTo(hex("two"));
    }

    @Test
    void a_file_that_became_executable_is_sent_as_such() throws IOException {
        Files.setPosixFilePermissions(page, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThat(scan().tree().files()).filteredOn(file -> file.file().executable()).hasSize(1);
    }

    @Test
    void a_cut_or_foreign_cache_is_as_none() throws IOException {
        var cache = path.resolve(".freehold/cache");
        var whole = Files.readAllBytes(cache);
        for (int length : new int[] {0, 3, 9, 20, whole.length - 1}) {
            Files.write(cache, java.util.Arrays.copyOf(whole, length));
            assertThat(scan().tree().read()).as("cut at " + length).isEqualTo(2);
        }
        Files.writeString(cache, "something else that lies here");
        assertThat(scan().tree().read()).isEqualTo(2);
    }

    @Test
    void what_freehold_keeps_is_ignored_by_git() {
        assertThat(path.resolve(".freehold/.gitignore")).hasContent("*");
    }

    /// Nobody can set a file's time of change: the reading is dated later instead.
    private void rememberLongAfterTheyWereWritten() throws IOException {
        var scan = scan();
        var later = scan.began() + Duration.ofMinutes(1).toNanos();
        new Folder.Scan(scan.tree(), scan.kept(), later).rememberDeployed();
    }

    private Folder.Scan scan() {
        return new Folder(path).scan(Walk.EnvFiles.KEPT_HERE, Traffic.UNSEEN);
    }

    private static String digest(SourceTree tree) {
        return tree.files().stream()
                .filter(file -> file.file().path().equals("page.html"))
                .findFirst()
                .orElseThrow()
                .digest();
    }

    private static String hex(String content) {
        return Digest.sha256(content.getBytes(StandardCharsets.UTF_8)).hex();
    }

    private Path oldFile(String name, String content) throws IOException {
        var file = Files.writeString(path.resolve(name), content);
        return Files.setLastModifiedTime(file, LONG_AGO);
    }
}
