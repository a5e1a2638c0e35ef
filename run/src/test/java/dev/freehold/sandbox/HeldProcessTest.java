package dev.freehold.sandbox;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.freehold.sandbox.SandboxedProcess.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class HeldProcessTest {
    @TempDir Path home;
    private Sandbox sandbox;

    @BeforeEach
    void open() {
        sandbox = Fullest.over(home.resolve("state"));
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void becomes_its_command_when_it_may_and_not_before() throws Exception {
        var spec =
                Specs.in(home)
                        .variable("GREETING", "good day")
                        .variable("LD_LIBRARY_PATH", "/app")
                        .variable("word", "mine")
                        .shell(
                                "cat; id -u; echo $GREETING $LD_LIBRARY_PATH $word; readlink /proc/$$/fd/6");
        var held = hold(spec);
        awaitWaiting(spec);

        assertThat(held.waits()).isTrue();
        assertThat(log(spec)).isEmpty();
        var process = held.begin();

        assertThat(process.exited().get(20, SECONDS)).matches(exit -> exit.code() == 1);
        assertThat(log(spec)).isEqualTo(Specs.USER + "\ngood day /app mine\n");
        assertThat(held.waits()).isFalse();
    }

    @Test
    void nothing_of_the_app_is_loaded_before_it_begins() throws Exception {
        var spec = Specs.in(home).variable("LD_LIBRARY_PATH", "/app").shell("exit 0");
        var held = hold(spec);
        awaitWaiting(spec);

        assertThat(variables(theOneAtTheGate(spec))).noneMatch(line -> line.startsWith("LD_"));
        held.process().stop(Duration.ZERO);
    }

    @Test
    void the_platform_keeps_nothing_open_of_one_that_has_begun() throws Exception {
        var spec = Specs.in(home).shell("echo begun; exec sleep 1000");
        var held = hold(spec);
        assertThat(openAt(spec)).hasSize(1);

        var process = held.begin();

        assertThat(openAt(spec)).isEmpty();
        SandboxContract.awaitLog(process, "begun");
        assertThat(spec.folder().resolve("gate")).doesNotExist();
        process.stop(Duration.ZERO);
    }

    @Test
    void one_that_was_killed_waits_no_more() throws Exception {
        var spec = Specs.in(home).shell("exit 0");
        var held = hold(spec);
        awaitWaiting(spec);

        theOneAtTheGate(spec).destroyForcibly();

        await().atMost(20, SECONDS).until(() -> !held.waits());
        assertThat(held.process().exited().get(20, SECONDS)).isNotNull();
    }

    @Test
    void ends_where_its_platform_ended_before_it_came_to_the_gate() throws Exception {
        var pipe = home.resolve("pipe");
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
        var spec = Specs.in(home).id("test-late").shell("echo begun").behind(pipe);
        Files.createDirectories(spec.folder());

        var process = sandbox.start(spec);

        assertThat(process.exited().get(20, SECONDS)).matches(exit -> exit.code() == 0);
        assertThat(log(spec)).isEmpty();
    }

    @Test
    void is_stopped_without_ever_having_begun() throws Exception {
        var spec = Specs.in(home).id("test-never").shell("echo begun");
        var held = hold(spec);
        awaitWaiting(spec);

        held.process().stop(Duration.ZERO);

        assertThat(log(spec)).isEmpty();
        assertThat(Fullest.groups()).doesNotContain("test-never");
    }

    @Test
    void ends_with_its_platform_however_that_ends() throws Exception {
        var spec = Specs.in(home).id("test-orphan").shell("echo begun");
        var platform = ShortLivedPlatform.thatHolds(home, spec);
        awaitWaiting(spec);

        platform.destroyForcibly().waitFor();

        var folder = new ProcessFolder(spec.folder());
        await().atMost(20, SECONDS).until(() -> folder.exitCode().isPresent());
        assertThat(sandbox.adopt(spec.folder())).isEmpty();
        assertThat(folder.exit()).get().extracting(Exit::code).isEqualTo(0);
        assertThat(log(spec)).isEmpty();
        assertThat(Fullest.groups()).doesNotContain("test-orphan");
    }

    private static List<Path> openAt(SandboxSpec spec) throws IOException {
        var gate = spec.folder().resolve("gate").toString();
        try (var all = Files.list(Path.of("/proc/self/fd"))) {
            return all.filter(one -> target(one).startsWith(gate)).toList();
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException closed) {
            return "";
        }
    }

    private HeldProcess hold(SandboxSpec spec) throws IOException {
        Files.createDirectories(spec.folder());
        return sandbox.hold(spec).orElseThrow();
    }

    /// Until the script stands in the command's place, and that is written down.
    private static void awaitWaiting(SandboxSpec spec) {
        var folder = new ProcessFolder(spec.folder());
        await().atMost(60, SECONDS)
                .until(() -> folder.process().isPresent() && hasOneAtTheGate(folder));
    }

    private static boolean hasOneAtTheGate(ProcessFolder folder) {
        return atTheGate(folder).findAny().isPresent();
    }

    private static ProcessHandle theOneAtTheGate(SandboxSpec spec) {
        return atTheGate(new ProcessFolder(spec.folder())).findAny().orElseThrow();
    }

    private static Stream<ProcessHandle> atTheGate(ProcessFolder folder) {
        return folder.child().stream()
                .mapToObj(ProcessHandle::of)
                .flatMap(first -> first.stream())
                .flatMap(ProcessHandle::children)
                .filter(HeldProcessTest::isAtTheGate);
    }

    private static List<String> variables(ProcessHandle process) throws IOException {
        var file = Path.of("/proc", Long.toString(process.pid()), "environ");
        return List.of(Files.readString(file).split("\0"));
    }

    private static boolean isAtTheGate(ProcessHandle process) {
        return process.info()
                        .arguments()
                        .map(List::of)
                        .orElse(List.of())
                        .contains(SystemFiles.GATE_SCRIPT)
                && process.info().command().filter(file -> file.endsWith("sh")).isPresent();
    }

    private static String log(SandboxSpec spec) throws IOException {
        return Files.readString(new ProcessFolder(spec.folder()).log());
    }
}
