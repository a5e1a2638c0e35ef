package dev.freehold.run.process;

import static dev.freehold.run.process.Ground.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.model.ByteSize;
import dev.freehold.model.Digest;
import dev.freehold.model.TeamId;
import dev.freehold.run.App;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What lies on the disk of a machine, and what never does.
class DataFolderTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir Path folder;
    private Ground ground;

    @BeforeEach
    void openMachine() throws IOException {
        ground = Ground.in(folder);
    }

    @AfterEach
    void closeMachine() {
        ground.close();
    }

    @Test
    void no_file_and_no_argument_list_holds_a_secret() throws IOException {
        var secret = "correct-horse-battery";
        var id = ground.applied(App.hello().variable("PASSWORD", secret));
        var instance = ground.provider().start(id, WEB);
        ground.provider().exec(id, WEB, List.of("true"), _ -> {}, LIMIT);

        var arguments = Files.readString(Path.of("/proc/" + instance.pid() + "/cmdline"));

        assertThat(filesWith(secret)).isEmpty();
        assertThat(filesWith("PASSWORD")).singleElement().asString().contains("deployments");
        assertThat(arguments).doesNotContain(secret);
    }

    @Test
    void a_volume_survives_its_deployments_and_is_listed_with_its_size() {
        var first = ground.applied(keeping("notes"));
        write(first, "hello");
        ground.provider().retire(first, Duration.ZERO);

        var volumes = ground.provider().volumes(TeamId.OWNER);

        assertThat(volumes).singleElement().matches(volume -> volume.name().equals("notes"));
        assertThat(volumes.getFirst().size()).isEqualTo(new ByteSize(5));
        assertThat(volumes.getFirst().project()).hasToString("shop");
        assertThat(volumes.getFirst().path()).isEqualTo(folder.resolve("volumes/owner/shop/notes"));
    }

    @Test
    void a_projects_volume_is_its_users_own() throws IOException {
        ground.applied(keeping("notes"));

        var volume = ground.provider().volumes(TeamId.OWNER).getFirst().path();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(volume)))
                .isEqualTo("rwx------");
        if (Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
            assertThat(Files.getAttribute(volume, "unix:uid")).isEqualTo(20_000);
        }
    }

    @Test
    void trees_that_no_deployment_uses_are_collected() {
        var gone = App.hello().file("a", "gone");
        var used = App.hello().file("a", "used");
        var wanted = App.hello().file("a", "wanted");
        for (var app : List.of(gone, wanted)) {
            ground.provider().retire(ground.applied(app), Duration.ZERO);
        }
        var id = ground.applied(used);

        ground.provider().collectTrees(Set.of(wanted.tree(ground.blobs())));

        assertThat(tree(gone)).doesNotExist();
        assertThat(tree(used)).isDirectory();
        assertThat(tree(wanted)).isDirectory();
        assertThat(ground.provider().start(id, WEB)).isNotNull();
    }

    private App keeping(String volume) {
        return App.hello().volume(volume, "/data");
    }

    /// Without namespaces the volume is not at its path: there it is asked for by its place.
    private void write(dev.freehold.model.DeploymentId id, String text) {
        var place =
                ground.sandbox().ownAddresses() ? "/data" : folder + "/volumes/owner/shop/notes";
        var command = List.of("/bin/sh", "-c", "printf " + text + " > " + place + "/file");
        assertThat(ground.provider().exec(id, WEB, command, _ -> {}, LIMIT).exitCode()).isZero();
    }

    private Path tree(App app) {
        Digest digest = app.tree(ground.blobs());
        return folder.resolve("trees").resolve(digest.hex());
    }

    private List<Path> filesWith(String text) throws IOException {
        try (var all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).filter(file -> holds(file, text)).toList();
        }
    }

    private static boolean holds(Path file, String text) {
        return new String(
                        Disk.doing("read", () -> Files.readAllBytes(file)),
                        StandardCharsets.ISO_8859_1)
                .contains(text);
    }
}
