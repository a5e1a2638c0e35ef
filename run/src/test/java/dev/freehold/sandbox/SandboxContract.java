package dev.freehold.sandbox;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.freehold.sandbox.SandboxSpec.Access;
import dev.freehold.sandbox.SandboxedProcess.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What every tier does, the weakest too.
@Timeout(60)
abstract class SandboxContract {
    private static final Duration GRACE = Duration.ofSeconds(5);

    @TempDir Path home;
    Sandbox sandbox;

    abstract Sandbox sandboxOver(Path stateFolder);

    @BeforeEach
    void openSandbox() {
        sandbox = sandboxOver(home.resolve("state"));
    }

    @AfterEach
    void closeSandbox() {
        sandbox.close();
    }

    @Test
    void runs_a_command_and_tells_how_it_ended() throws Exception {
        var process = sandbox.start(spec().shell("echo hello; echo world >&2; exit 3"));

        var exit = ended(process);

        assertThat(exit.code()).isEqualTo(3);
        assertThat(exit.succeeded()).isFalse();
        assertThat(log(process)).isEqualTo("hello\nworld\n");
    }

    @Test
    void gives_the_variables_the_working_folder_and_nothing_to_read() throws Exception {
        Files.writeString(spec().appFolder().resolve("file"), "mine\n");

        var process =
                sandbox.start(
                        spec().variable("GREETING", "it's \"me\"\n$HOME")
                                .shell("cat file; echo \"$GREETING\"; cat"));

        assertThat(ended(process).succeeded()).isTrue();
        assertThat(log(process)).isEqualTo("mine\nit's \"me\"\n$HOME\n");
    }

    @Test
    void sees_a_mount_at_its_place_inside() throws Exception {
        var volume = Files.createDirectories(home.resolve("volume"));
        own(volume);

        var process =
                sandbox.start(
                        spec().mount(volume, "/var/lib/data", Access.WRITABLE)
                                .command("/bin/cp", "/etc/passwd", "/var/lib/data/copy"));

        assertThat(ended(process).succeeded()).as(log(process)).isTrue();
        assertThat(volume.resolve("copy")).isNotEmptyFile();
    }

    @Test
    void lets_it_end_by_itself_within_the_grace() throws Exception {
        var process =
                sandbox.start(
                        spec().shell(
                                        "trap 'echo bye; exit 7' TERM; echo up; while :; do sleep 0.05; done"));
        awaitLog(process, "up");

        var exit = process.stop(GRACE);

        assertThat(exit.code()).isEqualTo(7);
        assertThat(log(process)).isEqualTo("up\nbye\n");
    }

    @Test
    void kills_what_does_not_listen_with_all_its_children() throws Exception {
        var process =
                sandbox.start(
                        spec().shell(
                                        "trap '' TERM; sleep 1000 & sleep 1001 & echo up; while :; do wait; done"));
        awaitLog(process, "up");

        var exit = process.stop(Duration.ofMillis(100));

        assertThat(exit.code()).isEqualTo(137);
        assertThat(process.exited()).isCompleted();
        assertThat(ProcessHandle.of(process.pid())).isEmpty();
    }

    @Test
    void stops_what_has_hardly_begun() {
        var process = sandbox.start(spec().shell("exec sleep 1000"));

        assertThat(process.stop(GRACE).code()).isIn(143, 137);
    }

    @Test
    void takes_hold_of_a_living_process_again() throws Exception {
        var spec = spec().shell("echo up; sleep 1000; exit 5");
        var before = sandbox.start(spec);
        awaitLog(before, "up");

        var after = sandboxOver(home.resolve("state")).adopt(spec.folder()).orElseThrow();

        assertThat(after.pid()).isEqualTo(before.pid());
        assertThat(after.started()).isEqualTo(before.started());
        assertThat(after.stop(GRACE).code()).isEqualTo(143);
        assertThat(ended(before).code()).isEqualTo(143);
    }

    @Test
    void a_process_and_its_children_do_nothing_while_it_is_paused_and_then_go_on()
            throws Exception {
        var process =
                sandbox.start(
                        spec().shell(
                                        "(while :; do echo child; done) & while :; do echo own; done"));
        awaitLog(process, "child");

        process.pause();
        long size = Files.size(process.log());
        var rest = Files.readAllBytes(process.log()).length;
        assertThat(Files.size(process.log())).isEqualTo(size).isEqualTo(rest);

        sandboxOver(home.resolve("state"))
                .adopt(process.log().getParent())
                .ifPresent(SandboxedProcess::resume);
        await().until(() -> Files.size(process.log()) != size);
        process.stop(GRACE);
    }

    @Test
    void reaps_what_ended_while_nobody_looked() throws Exception {
        var spec = spec().shell("exit 9");
        ended(sandbox.start(spec));
        Files.delete(spec.folder().resolve("exit.json"));

        assertThat(sandboxOver(home.resolve("state")).adopt(spec.folder())).isEmpty();

        assertThat(new ProcessFolder(spec.folder()).exit())
                .get()
                .extracting(Exit::code)
                .isEqualTo(9);
    }

    @Test
    void what_cannot_be_written_down_does_not_stay() throws Exception {
        var mark = "98761234." + System.nanoTime();
        var spec = spec().folder(tooLongForItsRecord()).shell("exec sleep " + mark);

        assertThatThrownBy(() -> sandbox.start(spec)).hasMessageContaining("can't be written");

        assertThat(Processes.commandLines()).noneMatch(line -> line.contains(mark));
    }

    @Test
    void adopts_nothing_from_an_empty_folder() {
        assertThat(sandbox.adopt(home.resolve("nothing"))).isEmpty();
    }

    @Test
    void tells_which_ports_it_listens_on() throws Exception {
        var process =
                sandbox.start(
                        spec().perl(
                                        "use IO::Socket::INET;"
                                                + "$s = IO::Socket::INET->new(Listen => 5, LocalAddr => '127.0.0.1');"
                                                + "print $s->sockport, qq(.); sleep 1000"));

        awaitLog(process, ".");

        var port = Integer.valueOf(log(process).replace(".", ""));
        assertThat(process.listeningPorts()).containsExactly(port);
        process.stop(Duration.ZERO);
    }

    @Test
    void tells_what_it_uses() {
        var process = sandbox.start(spec().perl("$x = 'y' x 30_000_000; print 'up'; 1 while 1"));
        awaitLog(process, "up");

        await().atMost(10, SECONDS).until(() -> process.usage().cpu().toMillis() >= 100);

        assertThat(process.usage().memory().bytes()).isBetween(30_000_000L, 128_000_000L);
        assertThat(process.usage().processes()).isBetween(1, 5);
        process.stop(Duration.ZERO);
    }

    @Test
    void what_is_frozen_costs_no_processor_time_until_it_is_thawed() throws Exception {
        var process = sandbox.start(spec().perl("$x = 'y' x 30_000_000; print 'up'; 1 while 1"));
        awaitLog(process, "up");

        process.freeze();
        var frozen = process.usage();
        ended(sandbox.start(spec().perl("$i++ while $i < 3_000_000")));

        assertThat(process.usage().cpu()).isEqualTo(frozen.cpu());
        assertThat(process.proportionalMemory().bytes()).isGreaterThan(30_000_000L);
        process.thaw();
        await().atMost(10, SECONDS)
                .until(() -> process.usage().cpu().minus(frozen.cpu()).toMillis() >= 50);
        process.stop(Duration.ZERO);
    }

    @Test
    void what_is_frozen_can_be_held_still_and_stopped() {
        var process =
                sandbox.start(
                        spec().shell("trap 'exit 7' TERM; echo up; while :; do sleep 0.05; done"));
        awaitLog(process, "up");
        process.freeze();

        process.pause();
        process.resume();

        assertThat(process.stop(GRACE).code()).isEqualTo(7);
    }

    @Test
    void keeps_the_log_of_a_chatterbox_small() throws Exception {
        var process = sandbox.start(spec().shell("yes 'the same again and again'"));

        await().atMost(20, SECONDS).until(() -> Files.exists(rotated(process)));
        process.stop(Duration.ZERO);

        assertThat(Files.size(process.log())).isLessThanOrEqualTo(LogCap.MAX);
        assertThat(Files.size(rotated(process))).isBetween(LogCap.TAIL, 2 * LogCap.TAIL);
    }

    Specs spec() {
        return Specs.in(home);
    }

    /// In which there can be a `status.json` and a log, and not what the record is written to first: no path
    /// is longer than 4095 bytes.
    private Path tooLongForItsRecord() throws IOException {
        var folder = home;
        int left = 4080 - folder.toString().length();
        for (; left > 255; left -= 201) {
            folder = folder.resolve("x".repeat(200));
        }
        return Files.createDirectories(folder.resolve("x".repeat(left - 1)));
    }

    /// Makes the folder the sandboxed user's, where users differ.
    void own(Path folder) throws IOException {}

    static Exit ended(SandboxedProcess process) throws Exception {
        return process.exited().get(30, SECONDS);
    }

    static String log(SandboxedProcess process) throws IOException {
        return Files.readString(process.log());
    }

    static void awaitLog(SandboxedProcess process, String text) {
        await().pollInterval(Duration.ofMillis(5))
                .atMost(20, SECONDS)
                .until(() -> log(process).contains(text));
    }

    private static Path rotated(SandboxedProcess process) {
        return process.log().resolveSibling("log.1");
    }
}
