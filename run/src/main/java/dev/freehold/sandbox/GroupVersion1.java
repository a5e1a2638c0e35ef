package dev.freehold.sandbox;

import dev.freehold.model.ByteSize;
import dev.freehold.sandbox.SandboxedProcess.Usage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A group in the older tree of control groups, which has one folder per controller (cgroups(7)).
///
/// @param memory its folder at the memory controller, and so on
/// @param freezer not every host mounts it
record GroupVersion1(
        ControlFolder memory,
        ControlFolder cpu,
        ControlFolder cpuUse,
        ControlFolder pids,
        Optional<ControlFolder> freezer)
        implements Group {
    private static final String STATE = "freezer.state";

    static GroupVersion1 at(Path root, Path place) {
        return new GroupVersion1(
                folder(root, "memory", place),
                folder(root, "cpu", place),
                folder(root, "cpuacct", place),
                folder(root, "pids", place),
                Optional.of(folder(root, "freezer", place))
                        .filter(_ -> Files.isDirectory(root.resolve("freezer"))));
    }

    private static ControlFolder folder(Path root, String controller, Path place) {
        return new ControlFolder(root.resolve(controller).resolve(place));
    }

    /// Makes the folders and writes the limits.
    GroupVersion1 create(GroupLimits limits) {
        folders().forEach(ControlFolder::create);
        memory.write("memory.limit_in_bytes", limits.memory());
        memory.writeIfThere("memory.memsw.limit_in_bytes", limits.memory());
        if (limits.cpuQuota() > 0) {
            cpu.write("cpu.cfs_period_us", GroupLimits.CPU_PERIOD);
            cpu.write("cpu.cfs_quota_us", limits.cpuQuota());
        }
        pids.write("pids.max", limits.processes());
        return this;
    }

    /// By `tasks`, which moves one thread alone: `cgroup.procs` stops all process creation on the host
    /// for some milliseconds, even to move a process that has only one.
    @Override
    public List<Path> entrances() {
        return folders().stream().map(folder -> folder.path().resolve("tasks")).toList();
    }

    @Override
    public Map<Path, Path> views() {
        return Map.of(
                ControlGroups.SYSTEM.resolve("memory"), memory.path(),
                ControlGroups.SYSTEM.resolve("cpu"), cpu.path());
    }

    @Override
    public Set<Long> members() {
        return memory.members();
    }

    @Override
    public Usage usage() {
        long resident = memory.field("memory.stat", "total_rss");
        long shared = memory.field("memory.stat", "total_shmem");
        return new Usage(
                new ByteSize(resident + shared),
                new ByteSize(memory.number("memory.max_usage_in_bytes")),
                Duration.ofNanos(cpuUse.number("cpuacct.usage")),
                (int) pids.number("pids.current"));
    }

    @Override
    public Strikes strikes() {
        return new Strikes(
                memory.field("memory.oom_control", "oom_kill"), pids.field("pids.events", "max"));
    }

    @Override
    public void freeze() {
        if (freezer.isEmpty()) {
            Pause.begin(this::members);
        } else if (!Patience.until(TO_FREEZE, () -> tryToFreeze(freezer.get()))) {
            thaw();
            throw Pause.impossible();
        }
    }

    /// Written again and again, as the kernel's freezer-subsystem.rst advises: one that could not be
    /// frozen at the first try holds up the whole group.
    private static boolean tryToFreeze(ControlFolder group) {
        group.write(STATE, "FROZEN");
        return group.text(STATE).equals("FROZEN");
    }

    @Override
    public void thaw() {
        freezer.ifPresentOrElse(
                group -> group.writeIfThere(STATE, "THAWED"), () -> Pause.end(members()));
    }

    @Override
    public void kill() {
        memory.killMembers();
    }

    @Override
    public void remove() {
        folders().forEach(ControlFolder::remove);
    }

    private List<ControlFolder> folders() {
        return Stream.concat(Stream.of(memory, cpu, cpuUse, pids), freezer.stream()).toList();
    }
}
