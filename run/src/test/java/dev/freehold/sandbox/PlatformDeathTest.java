package dev.freehold.sandbox;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.freehold.sandbox.SandboxedProcess.Exit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of apps whose platform is killed.
@Timeout(120)
class PlatformDeathTest {
    @TempDir Path home;

    @Test
    void an_app_lives_on_and_is_adopted_with_its_address_and_its_limits() throws Exception {
        var spec = Specs.in(home).id("test-survivor").shell("echo up; sleep 1000");
        killedPlatformThatStarted(spec, "up");

        try (var sandbox = Fullest.over(home.resolve("state"))) {
            var process = sandbox.adopt(spec.folder()).orElseThrow();

            assertThat(process.address().getHostAddress()).startsWith("10.210.");
            assertThat(process.usage().processes()).isBetween(3, 4);
            assertThat(process.exited()).isNotDone();
            assertThat(process.stop(Duration.ofSeconds(5)).code()).isEqualTo(143);
            assertThat(Fullest.groups()).doesNotContain("test-survivor");
        }
    }

    @Test
    void the_end_of_an_adopted_app_is_noticed() throws Exception {
        var spec = Specs.in(home).id("test-noticed").shell("echo up; sleep 3; exit 6");
        killedPlatformThatStarted(spec, "up");

        try (var sandbox = Fullest.over(home.resolve("state"))) {
            var process = sandbox.adopt(spec.folder()).orElseThrow();

            assertThat(process.exited().get(20, SECONDS).code()).isEqualTo(6);
        }
    }

    @Test
    void an_app_that_ended_unseen_is_reaped_with_its_exit_status_and_its_children()
            throws Exception {
        var spec =
                Specs.in(home)
                        .id("test-unseen")
                        .shell("sleep 87654.321 & echo up; sleep 1; exit 9");
        killedPlatformThatStarted(spec, "up");
        var folder = new ProcessFolder(spec.folder());
        await().atMost(20, SECONDS).until(() -> folder.exitCode().isPresent());

        try (var sandbox = Fullest.over(home.resolve("state"))) {
            assertThat(sandbox.adopt(spec.folder())).isEmpty();
        }

        assertThat(folder.exit()).get().extracting(Exit::code).isEqualTo(9);
        assertThat(Processes.commandLines()).noneMatch(line -> line.contains("87654.321"));
        assertThat(Fullest.groups()).doesNotContain("test-unseen");
    }

    @Test
    void an_app_from_before_the_machine_was_started_again_is_reaped() throws Exception {
        var folder = new ProcessFolder(Files.createDirectories(home.resolve("instances/old")));
        var us = ProcessIdentity.of(ProcessHandle.current().pid());
        var before = new ProcessIdentity(us.pid(), us.started(), "another boot");
        folder.write(
                new ProcessRecord(
                        "test-old",
                        "full",
                        before,
                        java.util.OptionalInt.of(3),
                        java.time.Instant.now()));

        try (var sandbox = Fullest.over(home.resolve("state"))) {
            assertThat(sandbox.adopt(folder.path())).isEmpty();
        }

        assertThat(folder.exit()).get().extracting(Exit::code).isEqualTo(137);
    }

    private void killedPlatformThatStarted(SandboxSpec spec, String sign) throws Exception {
        var platform = ShortLivedPlatform.thatStarts(home, spec);
        var log = new ProcessFolder(spec.folder()).log();
        var record = spec.folder().resolve("process.json");
        await().atMost(60, SECONDS)
                .until(() ->
                        Files.exists(record)
                                && Files.exists(log)
                                && Files.readString(log).contains(sign));
        platform.destroyForcibly().waitFor();
    }
}
