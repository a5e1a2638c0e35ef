package dev.freehold.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.sandbox.SandboxSpec.Access;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class FullIsolationTest extends SandboxContract {
    @Override
    Sandbox sandboxOver(Path stateFolder) {
        return Fullest.over(stateFolder);
    }

    @Override
    void own(Path folder) throws IOException {
        Files.setAttribute(folder, "unix:uid", Specs.USER);
    }

    @Test
    void is_the_first_choice_where_it_works() {
        assertThat(Sandboxes.tiersOfThisHost().getFirst())
                .matches(Tier::works)
                .extracting(Tier::name)
                .isEqualTo("full");
    }

    @Test
    void sees_only_the_system_and_its_own_folders() throws Exception {
        var secret = Files.writeString(home.resolve("secret"), "of another app");

        var process = sandbox.start(spec().shell("cat " + secret + " 2>&1; ls -A /"));
        ended(process);

        assertThat(log(process).lines()).first().asString().endsWith("No such file or directory");
        assertThat(log(process).lines().skip(1))
                .isSubsetOf(
                        List.of(
                                "app", "bin", "dev", "etc", "lib", "lib32", "lib64", "libx32",
                                "proc", "sbin", "sys", "tmp", "usr"))
                .contains("app");
    }

    @Test
    void sees_no_process_but_its_own() throws Exception {
        var process = sandbox.start(spec().shell("echo /proc/[0-9]*"));
        ended(process);

        assertThat(log(process).strip()).isEqualTo("/proc/1 /proc/2");
    }

    @Test
    void is_an_ordinary_user_for_good() throws Exception {
        var process =
                sandbox.start(
                        spec().shell(
                                        "id -u; id -G; grep -E '^(Cap|NoNewPrivs|Seccomp:)' /proc/self/status"));
        ended(process);

        var none = "\t0000000000000000\n";
        assertThat(log(process))
                .isEqualTo(
                        Specs.USER
                                + "\n"
                                + Specs.USER
                                + "\n"
                                + "CapInh:"
                                + none
                                + "CapPrm:"
                                + none
                                + "CapEff:"
                                + none
                                + "CapBnd:"
                                + none
                                + "CapAmb:"
                                + none
                                + "NoNewPrivs:\t1\nSeccomp:\t2\n");
    }

    @Test
    void finds_its_name_and_the_certificates() throws Exception {
        var process =
                sandbox.start(
                        spec().shell("id -un; hostname; ls /etc/ssl/certs | head -1 | wc -l"));

        ended(process);

        assertThat(log(process)).isEqualTo("app\napp\n1\n");
    }

    @Test
    void can_change_nothing_but_its_own() throws Exception {
        var process =
                sandbox.start(
                        spec().shell(
                                        "for f in /x /app/x /usr/x /etc/x /dev/x /proc/sys/kernel/core_pattern"
                                                + " /tmp/x /dev/shm/x; do (echo > $f) 2>/dev/null && echo $f; done"));
        ended(process);

        assertThat(log(process)).isEqualTo("/tmp/x\n/dev/shm/x\n");
    }

    @Test
    void inherits_nothing_that_is_open() throws Exception {
        var process = sandbox.start(spec().shell("ls /proc/self/fd"));
        ended(process);

        // the last is the folder that it lists
        assertThat(log(process)).isEqualTo("0\n1\n2\n3\n");
    }

    @Test
    void may_open_its_output_again_by_name() throws Exception {
        var process = sandbox.start(spec().shell("echo one; echo two >> /dev/stdout; echo three"));

        assertThat(ended(process).succeeded()).as(log(process)).isTrue();
        assertThat(log(process)).isEqualTo("one\ntwo\nthree\n");
    }

    @Test
    void sees_a_volume_inside_the_read_only_app() throws Exception {
        var volume = Files.createDirectories(home.resolve("volume"));
        own(volume);

        var process =
                sandbox.start(
                        spec().mount(volume, "/app/data/db", Access.WRITABLE)
                                .shell("echo row > data/db/rows"));

        assertThat(ended(process).succeeded()).as(log(process)).isTrue();
        assertThat(volume.resolve("rows")).hasContent("row\n");
    }

    @Test
    void shows_no_value_of_the_environment_to_other_users() throws Exception {
        var process =
                sandbox.start(
                        spec().variable("PASSWORD", "hunter2-of-the-test")
                                .shell("echo up; sleep 100"));
        awaitLog(process, "up");

        assertThat(Processes.commandLines())
                .noneMatch(line -> line.contains("hunter2-of-the-test"));
        assertThat(Processes.environment(process.pid())).doesNotContain("hunter2-of-the-test");
        process.stop(Duration.ZERO);
    }

    @Test
    void runs_no_code_of_the_app_before_it_is_the_app() throws Exception {
        var process =
                sandbox.start(
                        spec().variable("LD_PRELOAD", "/app/evil.so")
                                .variable("LD_LIBRARY_PATH", "/app/lib")
                                .shell("echo $LD_PRELOAD $LD_LIBRARY_PATH"));
        ended(process);

        // One complaint per program that was loaded with it: the shell's, and none of the way to
        // it.
        assertThat(log(process).lines().filter(line -> line.contains("cannot be preloaded")))
                .hasSize(1);
        assertThat(log(process)).endsWith("/app/evil.so /app/lib\n");
    }

    @Test
    void leaves_nothing_behind_after_many_starts() throws Exception {
        var slots = new HashSet<InetAddress>();

        for (int i = 0; i < 50; i++) {
            var process = sandbox.start(spec().shell("sleep 98765.4321 & exit 4"));
            slots.add(process.address());
            assertThat(ended(process).code()).isEqualTo(4);
        }

        assertThat(Processes.commandLines()).noneMatch(line -> line.contains("98765.4321"));
        assertThat(Fullest.groups()).noneMatch(name -> name.startsWith("test-"));
        assertThat(slots).hasSizeLessThan(50);
    }

    @Test
    void can_read_its_own_limits() throws Exception {
        var process =
                sandbox.start(
                        spec().shell(
                                        "cd /sys/fs/cgroup; cat memory.max memory/memory.limit_in_bytes 2>/dev/null;"
                                                + " grep -c memory:/$ /proc/self/cgroup; (echo 1 > memory/x) 2>&1; (echo 1 > x) 2>&1"));
        ended(process);

        assertThat(log(process)).startsWith("134217728\n").contains("Read-only file system");
    }

    @Test
    void works_without_a_network_too() throws Exception {
        var process =
                sandbox.start(
                        spec().network(SandboxSpec.Network.NONE)
                                .shell("tail -n +3 /proc/net/dev | cut -d: -f1"));
        ended(process);

        assertThat(log(process).strip()).isEqualTo("lo");
    }

    @Test
    void says_what_is_missing_in_the_log() throws Exception {
        var process = sandbox.start(spec().command("no-such-program"));

        assertThat(ended(process).code()).isEqualTo(127);
        assertThat(log(process)).contains("no-such-program").contains("No such file");
    }
}
