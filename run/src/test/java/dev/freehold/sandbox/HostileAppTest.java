package dev.freehold.sandbox;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.freehold.model.ByteSize;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What an app tries that wants more than its share.
@Timeout(60)
class HostileAppTest {
    @TempDir Path home;
    private Sandbox sandbox;

    @BeforeEach
    void openSandbox() {
        sandbox = Fullest.over(home.resolve("state"));
    }

    @AfterEach
    void closeSandbox() {
        sandbox.close();
    }

    @Test
    void is_killed_at_its_memory_limit_and_that_is_told() throws Exception {
        var process =
                sandbox.start(
                        Specs.in(home)
                                .limits(ByteSize.ofMegabytes(40), 64)
                                .perl("$x .= 'y' x 1_000_000 while 1"));

        var exit = SandboxContract.ended(process);

        assertThat(exit.outOfMemory()).isTrue();
        assertThat(exit.code()).isEqualTo(137);
    }

    @Test
    void is_not_blamed_for_memory_when_it_just_fails() throws Exception {
        var process = sandbox.start(Specs.in(home).shell("kill -9 $$"));

        var exit = SandboxContract.ended(process);

        assertThat(exit.outOfMemory()).isFalse();
        assertThat(exit.code()).isEqualTo(137);
    }

    @Test
    void can_fill_no_more_memory_by_way_of_tmp() throws Exception {
        var process =
                sandbox.start(
                        Specs.in(home)
                                .limits(ByteSize.ofMegabytes(40), 64)
                                .shell("head -c 200000000 /dev/zero > /tmp/big"));

        assertThat(SandboxContract.ended(process).outOfMemory()).isTrue();
    }

    @Test
    void forks_no_more_than_it_may_and_is_stopped_all_the_same() {
        var process =
                sandbox.start(
                        Specs.in(home)
                                .limits(ByteSize.ofMegabytes(128), 20)
                                .perl("print 'up'; while (1) { fork; }"));
        SandboxContract.awaitLog(process, "up");
        await().atMost(10, SECONDS).until(() -> process.usage().processes() >= 20);

        assertThat(process.usage().processes()).isLessThanOrEqualTo(22);
        assertThat(process.stop(Duration.ofMillis(50)).code()).isIn(137, 143);
    }

    @Test
    void is_refused_what_touches_the_kernel() throws Exception {
        var process = sandbox.start(Specs.in(home).perl(TRIES));
        SandboxContract.ended(process);

        assertThat(SandboxContract.log(process)).isEqualTo(REFUSALS);
    }

    /// Calls of the kernel by their numbers on x86-64, each with its error number or "done".
    private static final String TRIES =
            """
            sub try { my ($name, $number, @rest) = @_;
                      my $done = syscall($number, @rest) >= 0;
                      print "$name ", $done ? 'done' : $!+0, "\\n" }
            try 'mount', 165, 'none', '/tmp', 'tmpfs', 0, 0;
            try 'ptrace', 101, 0, 0, 0, 0;
            try 'unshare', 272, 0x10000000;
            try 'setns', 308, 0, 0;
            try 'clone', 56, 0x10000011, 0, 0, 0, 0;
            try 'clone3', 435, 0, 0;
            try 'bpf', 321, 0, 0, 0;
            try 'keyctl', 250, 0, 0;
            try 'userfaultfd', 323, 0;
            try 'io_uring', 425, 1, 0;
            try 'packet socket', 41, 17, 3, 0;
            try 'vsock', 41, 40, 1, 0;
            try 'raw netlink', 41, 16, 3, 12;
            """;

    private static final String REFUSALS =
            """
            mount 1
            ptrace 1
            unshare 1
            setns 1
            clone 1
            clone3 38
            bpf 1
            keyctl 1
            userfaultfd 1
            io_uring 38
            packet socket 97
            vsock 97
            raw netlink 97
            """;
}
