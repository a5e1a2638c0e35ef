package dev.freehold.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.freehold.model.ByteSize;
import dev.freehold.output.Limits;
import dev.freehold.sandbox.SandboxSpec.Share;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The unified tree, of which the kernel's part is played by plain files.
class ControlGroupsTest {
    private static final Limits LIMITS = new Limits(ByteSize.ofMegabytes(64), 0.5, 100);

    @TempDir Path root;

    @Test
    void hands_the_controllers_down_to_our_groups() throws IOException {
        unifiedTree();

        assertThat(ControlGroups.at(root)).isPresent();

        assertThat(root.resolve("cgroup.subtree_control")).hasContent("+memory +cpu +pids");
        assertThat(root.resolve("freehold/cgroup.subtree_control"))
                .hasContent("+memory +cpu +pids");
    }

    @Test
    void writes_the_limits_of_a_serving_app() throws IOException {
        var group = unifiedTree().create("shop-1", Share.SERVING, GroupLimits.of(LIMITS));

        var folder = root.resolve("freehold/shop-1");
        assertThat(group.entrances()).containsExactly(folder.resolve("cgroup.procs"));
        assertThat(folder.resolve("memory.max")).hasContent("67108864");
        assertThat(folder.resolve("cpu.max")).hasContent("50000 100000");
        assertThat(folder.resolve("pids.max")).hasContent("102");
    }

    /// What needs no controller works on the real tree, wherever the host has one.
    @Test
    void knows_and_kills_the_members_of_a_group_of_the_kernels() throws Exception {
        var tree =
                Stream.of("unified", ".")
                        .map(ControlGroups.SYSTEM::resolve)
                        .filter(folder -> Files.exists(folder.resolve("cgroup.controllers")))
                        .findFirst();
        assumeTrue(tree.isPresent(), "this host has no unified tree");
        var group = GroupVersion2.at(tree.get(), Path.of("test-" + ProcessHandle.current().pid()));
        group.folder().create();
        var member = new ProcessBuilder("sleep", "1000").start();
        group.folder().write("cgroup.procs", member.pid());

        assertThat(group.members()).containsExactly(member.pid());
        group.kill();

        assertThat(member.waitFor(10, TimeUnit.SECONDS)).isTrue();
        group.remove();
        assertThat(group.folder().path()).doesNotExist();
    }

    @Test
    void gives_a_build_what_the_apps_leave_over() throws IOException {
        var tree = unifiedTree();
        tree.create("build-1", Share.BUILDING, GroupLimits.of(Limits.DEFAULT));

        assertThat(root.resolve("freehold-builds/cpu.weight")).hasContent("6");
        assertThat(root.resolve("freehold-builds/build-1/pids.max")).exists();
        assertThat(root.resolve("freehold-builds/build-1/cpu.max")).doesNotExist();
        assertThat(tree.existing("build-1").entrances())
                .containsExactly(root.resolve("freehold-builds/build-1/cgroup.procs"));
    }

    @Test
    void forbids_swap_and_kills_all_together_where_the_kernel_can() throws IOException {
        var tree = unifiedTree();
        var folder = Files.createDirectories(root.resolve("freehold/shop-1"));
        Files.createFile(folder.resolve("memory.swap.max"));
        Files.createFile(folder.resolve("memory.oom.group"));
        Files.createFile(folder.resolve("cgroup.kill"));

        tree.create("shop-1", Share.SERVING, GroupLimits.of(LIMITS)).kill();

        assertThat(folder.resolve("memory.swap.max")).hasContent("0");
        assertThat(folder.resolve("memory.oom.group")).hasContent("1");
        assertThat(folder.resolve("cgroup.kill")).hasContent("1");
    }

    @Test
    void reads_what_the_kernel_counted() throws IOException {
        var group = unifiedTree().create("shop-1", Share.SERVING, GroupLimits.of(LIMITS));
        kernelWrites("memory.stat", "anon 1000\nfile 7777\nshmem 24\nanon_thp 5\n");
        kernelWrites("memory.current", "8000\n");
        kernelWrites("memory.peak", "9000\n");
        kernelWrites("cpu.stat", "usage_usec 1500\nuser_usec 1000\n");
        kernelWrites("pids.current", "3\n");
        kernelWrites("memory.events", "low 0\nhigh 0\nmax 7\noom 1\noom_kill 1\n");
        kernelWrites("cgroup.procs", "41\n42\n");

        var usage = group.usage();

        assertThat(usage.memory()).isEqualTo(new ByteSize(1024));
        assertThat(usage.peak()).isEqualTo(new ByteSize(9000));
        assertThat(usage.cpu()).isEqualTo(Duration.ofNanos(1_500_000));
        assertThat(usage.processes()).isEqualTo(3);
        assertThat(group.ranOutOfMemory()).isTrue();
        assertThat(group.members()).containsExactlyInAnyOrder(41L, 42L);
    }

    /// Before Linux 5.19.
    @Test
    void what_ran_out_of_memory_had_all_of_it_where_the_kernel_remembers_no_peak()
            throws IOException {
        var group = unifiedTree().create("shop-1", Share.SERVING, GroupLimits.of(LIMITS));
        kernelWrites("memory.current", "8000\n");
        assertThat(group.usage().peak()).isEqualTo(new ByteSize(8000));

        kernelWrites("memory.events", "oom_kill 1\n");
        kernelWrites("pids.events", "max 3\n");

        assertThat(group.usage().peak()).isEqualTo(LIMITS.memory());
        assertThat(group.strikes()).isEqualTo(new Strikes(1, 3));
    }

    @Test
    void a_group_that_is_gone_is_empty_and_used_nothing() throws IOException {
        var group = unifiedTree().existing("long-gone");

        assertThat(group.members()).isEmpty();
        assertThat(group.ranOutOfMemory()).isFalse();
        assertThat(group.usage().memory()).isEqualTo(new ByteSize(0));
        group.remove();
    }

    @Test
    void forgotten_groups_are_removed_and_young_or_living_ones_are_not() throws IOException {
        var tree = unifiedTree();
        var longAgo = FileTime.from(Instant.now().minus(Duration.ofHours(1)));
        var forgotten = Files.createDirectory(root.resolve("freehold/forgotten"));
        var young = Files.createDirectory(root.resolve("freehold/young"));
        var living = Files.createDirectory(root.resolve("freehold/living"));
        Files.writeString(living.resolve("cgroup.procs"), "41\n");
        Files.setLastModifiedTime(forgotten, longAgo);
        Files.setLastModifiedTime(living, longAgo);

        tree.clearForgotten();

        assertThat(forgotten).doesNotExist();
        assertThat(young).exists();
        assertThat(living).exists();
    }

    @Test
    void is_not_offered_where_nothing_is_mounted() {
        assertThat(ControlGroups.at(root)).isEmpty();
    }

    private ControlGroups unifiedTree() throws IOException {
        Files.writeString(root.resolve("cgroup.controllers"), "cpuset cpu io memory pids\n");
        return ControlGroups.at(root).orElseThrow();
    }

    private void kernelWrites(String file, String content) throws IOException {
        Files.writeString(root.resolve("freehold/shop-1").resolve(file), content);
    }
}
