package dev.freehold.sandbox;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.freehold.model.ByteSize;
import dev.freehold.sandbox.SandboxSpec.Share;
import java.nio.file.Files;
import java.nio.file.LinkOption;
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
    void can_fill_no_more_memory_by_way_of_shared_memory_or_of_a_million_empty_files()
            throws Exception {
        for (var line :
                java.util.List.of(
                        "head -c 200000000 /dev/zero > /dev/shm/big",
                        "perl -e 'open $f, q(>), qq(/tmp/$_) or die $! for 1..1_000_000'")) {
            var spec = Specs.in(home).limits(ByteSize.ofMegabytes(40), 64);

            var exit = SandboxContract.ended(sandbox.start(spec.shell(line)));

            assertThat(exit.outOfMemory()).as(line).isTrue();
        }
    }

    @Test
    void gets_no_disk_by_way_of_its_log() throws Exception {
        var spec = Specs.in(home).perl("syscall(285, 1, 0, 0, 300 << 20) and die $!; print 'done'");

        var process = sandbox.start(spec);

        assertThat(SandboxContract.ended(process).succeeded()).isTrue();
        assertThat(Files.size(process.log())).isLessThanOrEqualTo(LogCap.MAX);
    }

    @Test
    void puts_nothing_else_in_the_place_of_its_log() throws Exception {
        var process =
                sandbox.start(
                        Specs.in(home)
                                .shell(
                                        "log=$(readlink /proc/self/fd/1); rm -f $log; ln -s /etc/passwd $log;"
                                                + " mv /tmp/x $log; ln -f /proc/self/fd/1 /tmp/y; echo written"));
        SandboxContract.ended(process);

        assertThat(Files.isRegularFile(process.log(), LinkOption.NOFOLLOW_LINKS)).isTrue();
        assertThat(SandboxContract.log(process)).endsWith("written\n");
    }

    @Test
    void becomes_nobody_else_by_a_program_that_would_make_it_root() throws Exception {
        var program = Specs.in(home).appFolder().resolve("who");
        Files.copy(Path.of("/usr/bin/id"), program);
        Files.setAttribute(program, "unix:mode", 0104755);

        var process = sandbox.start(Specs.in(home).shell("ls -l who | cut -c4; /app/who -u"));
        SandboxContract.ended(process);

        assertThat(SandboxContract.log(process)).isEqualTo("s\n" + Specs.USER + "\n");
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
        assertThat(process.strikes().processes()).isPositive();
        assertThat(process.stop(Duration.ofMillis(50)).code()).isIn(137, 143);
        assertThat(process.strikes()).isEqualTo(new Strikes(0, process.strikes().processes()));
    }

    @Test
    void is_refused_what_touches_the_kernel() throws Exception {
        var process = sandbox.start(Specs.in(home).perl(TRIES));
        SandboxContract.ended(process);

        assertThat(SandboxContract.log(process)).isEqualTo(REFUSALS);
    }

    @Test
    void finds_no_way_out_through_proc_dev_or_sys() throws Exception {
        var process = sandbox.start(Specs.in(home).shell(WAYS_OUT));
        SandboxContract.ended(process);

        assertThat(SandboxContract.log(process).lines()).containsExactly("tried all");
    }

    @Test
    void kills_nobody_but_itself() throws Exception {
        var neighbour = sandbox.start(Specs.in(home).shell("echo up; exec sleep 1000"));
        SandboxContract.awaitLog(neighbour, "up");

        SandboxContract.ended(sandbox.start(Specs.in(home).shell("kill -9 -1; kill -9 1")));

        assertThat(neighbour.exited()).isNotCompleted();
        neighbour.stop(Duration.ZERO);
    }

    @Test
    void opens_no_more_files_than_it_may() throws Exception {
        var process =
                sandbox.start(
                        Specs.in(home)
                                .perl(
                                        "my @all; while (open my $f, '<', '/dev/null') { push @all, $f }"
                                                + " print scalar @all"));
        SandboxContract.ended(process);

        assertThat(Integer.parseInt(SandboxContract.log(process))).isBetween(1_000, 65_536);
    }

    /// Both want more than there is; nobody else has a say in how they share.
    @Test
    void a_build_leaves_running_apps_nearly_all_of_the_processors() throws Exception {
        var spin = "for (2..8) { fork or last } print 'up'; 1 while 1";
        var build = sandbox.start(Specs.in(home).share(Share.BUILDING).perl(spin));
        var app = sandbox.start(Specs.in(home).perl(spin));
        SandboxContract.awaitLog(build, "upup");
        SandboxContract.awaitLog(app, "upup");

        var before = build.usage().cpu();
        var goal = app.usage().cpu().plusSeconds(2);
        await().atMost(60, SECONDS).until(() -> app.usage().cpu().compareTo(goal) > 0);

        assertThat(build.usage().cpu().minus(before)).isLessThan(Duration.ofMillis(500));
        build.stop(Duration.ZERO);
        app.stop(Duration.ZERO);
    }

    /// Each line that succeeds says so.
    private static final String WAYS_OUT =
            """
            try() { (eval "$1") >/dev/null 2>&1 && echo "$1"; }
            try 'cat /proc/1/environ | grep .'
            try 'ls /proc/1/root/ /proc/1/cwd/'
            try 'ls /proc/1/fd/'
            try 'head -c 1 /proc/1/mem'
            try 'head -c 1 /proc/kcore'
            try 'head -c 1 /proc/kmsg'
            try 'dmesg | grep .'
            try 'echo b > /proc/sysrq-trigger'
            try 'echo x > /proc/sys/kernel/core_pattern'
            try 'echo 1 > /proc/sys/vm/drop_caches'
            try 'echo -17 > /proc/self/oom_adj'
            try 'echo -1000 > /proc/self/oom_score_adj'
            try 'echo 0 > /sys/fs/cgroup/memory/tasks'
            try 'echo 0 > /sys/fs/cgroup/cgroup.procs'
            try 'mkdir /sys/fs/cgroup/memory/out'
            try 'ls /sys/kernel /sys/class/net /sys/block'
            try 'mknod /tmp/disk b 254 0'
            try 'mknod /tmp/mem c 1 1'
            try 'ls /dev/mem'
            try 'ls /dev/vda || ls /dev/sda'
            try 'chroot / true'
            try 'nice -n -5 true 2>&1 | grep -v cannot'
            try 'hostname other'
            try 'ulimit -n 100000'
            try 'ls /root /home /var/lib /run'
            try 'ls /etc/shadow /etc/ssh'
            try 'touch /app/new'
            try 'ln -s /etc/passwd /app/link'
            echo tried all
            """;

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
            try 'init_module', 175, 0, 0, 0;
            try 'finit_module', 313, 0, 0, 0;
            try 'reboot', 169, 0, 0, 0;
            try 'swapon', 167, '/tmp/x', 0;
            try 'pivot_root', 155, '/tmp', '/tmp';
            try 'umount', 166, '/proc', 0;
            try 'process_vm_readv', 310, 1, 0, 0, 0, 0, 0;
            try 'kexec_load', 246, 0, 0, 0, 0;
            try 'perf_event_open', 298, 0, 0, 0, 0, 0;
            try 'open_by_handle_at', 304, 0, 0, 0;
            try 'settimeofday', 164, 0, 0;
            try 'tiocsti', 16, 0, 0x5412, 'x';
            try 'io_uring_enter', 426, 3, 1, 0, 0, 0;
            try 'io_uring_register', 427, 3, 0, 0, 0;
            try 'x32 getpid', 0x40000000 + 39;
            try 'fsopen', 430, 'tmpfs', 0;
            try 'fsmount', 432, 3, 0, 0;
            try 'open_tree', 428, -100, '/', 1;
            try 'move_mount', 429, 3, 0, 4, 0, 0;
            try 'mount_setattr', 442, -100, '/', 0, 0, 0;
            try 'pidfd_getfd', 438, 3, 0, 0;
            try 'process_vm_writev', 311, 1, 0, 0, 0, 0, 0;
            try 'kcmp', 312, 1, 2, 0, 0, 0;
            try 'add_key', 248, 0, 0, 0, 0, 0;
            try 'request_key', 249, 0, 0, 0, 0;
            try 'syslog', 103, 3, 0, 0;
            try 'iopl', 172, 3;
            try 'ioperm', 173, 0, 1, 1;
            try 'modify_ldt', 154, 0, 0, 0;
            try 'chroot', 161, '/tmp';
            try 'acct', 163, 0;
            try 'quotactl', 179, 0, 0, 0, 0;
            try 'fanotify_init', 300, 0, 0;
            try 'name_to_handle_at', 303, -100, 0, 0, 0, 0;
            try 'clock_settime', 227, 0, 0;
            try 'mknod', 133, '/tmp/disk', 0x6180, 0x700;
            try 'setuid', 105, 0;
            try 'setgroups', 116, 0, 0;
            try 'sethostname', 170, 'x', 1;
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
            init_module 1
            finit_module 1
            reboot 1
            swapon 1
            pivot_root 1
            umount 1
            process_vm_readv 1
            kexec_load 1
            perf_event_open 1
            open_by_handle_at 1
            settimeofday 1
            tiocsti 1
            io_uring_enter 38
            io_uring_register 38
            x32 getpid 38
            fsopen 1
            fsmount 1
            open_tree 1
            move_mount 1
            mount_setattr 1
            pidfd_getfd 1
            process_vm_writev 1
            kcmp 1
            add_key 1
            request_key 1
            syslog 1
            iopl 1
            ioperm 1
            modify_ldt 1
            chroot 1
            acct 1
            quotactl 1
            fanotify_init 1
            name_to_handle_at 1
            clock_settime 1
            mknod 1
            setuid 1
            setgroups 1
            sethostname 1
            """;
}
