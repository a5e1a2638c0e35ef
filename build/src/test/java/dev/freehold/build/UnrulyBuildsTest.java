package dev.freehold.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.freehold.build.detection.Builders;
import dev.freehold.model.ByteSize;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.ProjectName;
import dev.freehold.model.TeamId;
import dev.freehold.sandbox.Sandboxes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Builds that never end, fork without end, fill the disk or the memory, or are cancelled.
@Timeout(120)
class UnrulyBuildsTest {
    private static final String FOREVER = "while true; do echo working; sleep 0.1; done";
    private static final Executor VIRTUAL = task -> Thread.ofVirtual().start(task);
    @TempDir Path folder;
    private final List<String> log = new CopyOnWriteArrayList<>();
    private BlobsInFolder blobs;

    @BeforeEach
    void blobs() {
        blobs = new BlobsInFolder(folder.resolve("blobs"));
    }

    @Test
    void one_that_never_ends_is_ended() {
        var builds = builds(limits(Duration.ofSeconds(1), ByteSize.ofGigabytes(1)));

        assertFails(builds, "echo started; sleep 100", ErrorCode.TIMED_OUT, "longer than 1 s");
        assertThat(log).contains("started");
        assertThat(folder.resolve("builds")).isEmptyDirectory();
    }

    @Test
    void one_that_fills_the_disk_is_ended() {
        var builds = builds(limits(Duration.ofSeconds(60), ByteSize.ofMegabytes(20)));

        assertFails(
                builds,
                "head -c 60000000 /dev/zero > big; sleep 100",
                ErrorCode.QUOTA,
                "more than 20 MB");
        assertThat(folder.resolve("builds")).isEmptyDirectory();
    }

    /// The platform may read what the build may not.
    @Test
    void one_that_links_its_output_to_the_platforms_files_gets_none_of_them() throws Exception {
        var secrets = Files.createDirectories(folder.resolve("secrets/out"));
        var key = Files.writeString(secrets.resolve("key"), "secret");
        var builds = builds(limits(Duration.ofSeconds(60), ByteSize.ofGigabytes(1)));

        assertFails(
                builds, "ln -s " + secrets + " out", ErrorCode.BUILD_FAILED, "out of the project");
        assertThatThrownBy(() ->
                        builds.build(
                                request("out/out", "ln -s " + secrets.getParent() + " out"),
                                log::add))
                .isInstanceOf(FreeholdException.class)
                .hasMessageContaining("\"out/out\" a link that leads out of the project");

        assertThat(key).hasContent("secret");
        assertThat(Files.isWritable(key)).isTrue();
    }

    @Test
    void one_that_fills_the_memory_fails_alone() {
        var builds = builds(limits(Duration.ofSeconds(60), ByteSize.ofGigabytes(1)));

        assertFails(builds, "tail /dev/zero", ErrorCode.BUILD_FAILED, "ran out of memory");
    }

    @Test
    void one_that_forks_without_end_is_stopped_by_its_limit() {
        var builds = builds(limits(Duration.ofSeconds(3), ByteSize.ofGigabytes(1)));

        assertThatThrownBy(() -> build(builds, "f() { f | f & }; f; wait; sleep 60"))
                .isInstanceOf(FreeholdException.class);
        assertThat(folder.resolve("builds")).isEmptyDirectory();
    }

    @Test
    void one_that_found_no_names_is_tried_once_more() {
        var builds = builds(limits(Duration.ofSeconds(60), ByteSize.ofGigabytes(1)));
        var lost = "echo 'getaddrinfo EAI_AGAIN registry'; exit 1";

        build(builds, "if [ -e out ]; then echo x > out/x; else mkdir out; " + lost + "; fi");

        assertThat(log).filteredOn(line -> line.contains("once more")).hasSize(1);
        assertFails(builds, lost, ErrorCode.BUILD_FAILED, "EAI_AGAIN");
    }

    @Test
    void one_that_is_cancelled_leaves_nothing_running() throws Exception {
        var builds = builds(limits(Duration.ofSeconds(60), ByteSize.ofGigabytes(1)));
        var failure = new AtomicReference<FreeholdException>();
        var thread =
                Thread.ofVirtual().start(() -> failure.set(failure(() -> build(builds, FOREVER))));
        await().atMost(Duration.ofSeconds(20)).until(() -> log.contains("working"));

        thread.interrupt();

        assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
        assertThat(failure.get().code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(folder.resolve("builds")).isEmptyDirectory();
    }

    @Test
    void a_second_one_waits_for_its_turn_and_says_so() {
        var builds = builds(limits(Duration.ofSeconds(60), ByteSize.ofGigabytes(1)), 1);

        assertWaits(builds, "desk", "waiting for another build");
    }

    /// They share a cache, in which a compiler could take the other's work for its own.
    @Test
    void two_of_one_project_never_work_at_once() {
        var builds = builds(limits(Duration.ofSeconds(60), ByteSize.ofGigabytes(1)), 2);

        assertWaits(builds, "shop", "waiting for another build of \"shop\"");
    }

    private void assertWaits(SandboxedBuilds builds, String project, String said) {
        var second = new CopyOnWriteArrayList<String>();
        var gate = folder.resolve("caches/owner/shop/files/go");
        var quick = Sources.tree(blobs, "freehold.toml", toml("out", "mkdir out; echo x > out/x"));
        var request = new BuildRequest(TeamId.OWNER, new ProjectName(project), quick, Map.of());

        var first = CompletableFuture.runAsync(() -> build(builds, waitFor("/cache/go")), VIRTUAL);
        await().atMost(Duration.ofSeconds(20)).until(() -> log.contains("waiting"));
        var other = CompletableFuture.runAsync(() -> builds.build(request, second::add), VIRTUAL);
        await().atMost(Duration.ofSeconds(20)).until(() -> second.contains(said));
        open(gate);

        assertThat(first).succeedsWithin(Duration.ofSeconds(20));
        assertThat(other).succeedsWithin(Duration.ofSeconds(20));
    }

    @Test
    void what_a_killed_platform_left_is_cleared() throws Exception {
        Files.createDirectories(folder.resolve("builds/build-old/src"));
        Files.writeString(folder.resolve("builds/build-old/src/file"), "x");

        builds(limits(Duration.ofSeconds(1), ByteSize.ofGigabytes(1)));

        assertThat(folder.resolve("builds")).isEmptyDirectory();
    }

    private static String waitFor(String file) {
        return "echo waiting; while [ ! -e "
                + file
                + " ]; do sleep 0.05; done; mkdir out; echo x > out/x";
    }

    private void assertFails(SandboxedBuilds builds, String line, ErrorCode code, String said) {
        assertThatThrownBy(() -> build(builds, line))
                .isInstanceOf(FreeholdException.class)
                .hasMessageContaining(said)
                .satisfies(e -> assertThat(((FreeholdException) e).code()).isEqualTo(code));
    }

    private void build(SandboxedBuilds builds, String line) {
        builds.build(request(line), log::add);
    }

    private BuildRequest request(String line) {
        return request("out", line);
    }

    private BuildRequest request(String output, String line) {
        return Sources.request(Sources.tree(blobs, "freehold.toml", toml(output, line)));
    }

    private static String toml(String output, String line) {
        return "[build]\noutput = \"" + output + "\"\ncommand = '''" + line + "'''\n";
    }

    private SandboxedBuilds builds(BuildSettings.Limits limits) {
        return builds(limits, 1);
    }

    private SandboxedBuilds builds(BuildSettings.Limits limits, int together) {
        var defaults = BuildSettings.in(folder);
        var settings =
                new BuildSettings(
                        new BuildSettings.Folders(
                                folder.resolve("builds"),
                                folder.resolve("caches"),
                                Path.of("target", "runtimes").toAbsolutePath()),
                        limits,
                        defaults.user(),
                        together,
                        defaults.environment());
        return new SandboxedBuilds(
                settings,
                blobs,
                Sandboxes.forThisHost(folder.resolve("sandbox")),
                Builders.inOrder());
    }

    private static BuildSettings.Limits limits(Duration time, ByteSize disk) {
        return new BuildSettings.Limits(ByteSize.ofMegabytes(256), disk, 64, time);
    }

    private static void open(Path gate) {
        try {
            Files.writeString(gate, "");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static FreeholdException failure(Runnable action) {
        try {
            action.run();
            throw new AssertionError("it should have failed");
        } catch (FreeholdException e) {
            return e;
        }
    }
}
