package dev.freehold.sandbox;

import dev.freehold.model.ByteSize;
import dev.freehold.sandbox.SandboxedProcess.Usage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A group in the unified tree of control groups (the kernel's cgroup-v2.rst).
record GroupVersion2(ControlFolder folder) implements Group {
    static GroupVersion2 at(Path root, Path place) {
        return new GroupVersion2(new ControlFolder(root.resolve(place)));
    }

    /// Makes the folder and writes the limits.
    GroupVersion2 create(GroupLimits limits) {
        folder.create();
        folder.write("memory.max", limits.memory());
        folder.writeIfThere("memory.swap.max", 0);
        folder.writeIfThere("memory.oom.group", 1);
        if (limits.cpuQuota() > 0) {
            folder.write("cpu.max", limits.cpuQuota() + " " + GroupLimits.CPU_PERIOD);
        }
        folder.write("pids.max", limits.processes());
        return this;
    }

    @Override
    public List<Path> entrances() {
        return List.of(folder.path().resolve("cgroup.procs"));
    }

    @Override
    public Map<Path, Path> views() {
        return Map.of(ControlGroups.SYSTEM, folder.path());
    }

    @Override
    public Set<Long> members() {
        return folder.members();
    }

    @Override
    public Usage usage() {
        long anonymous = folder.field("memory.stat", "anon");
        long shared = folder.field("memory.stat", "shmem");
        return new Usage(
                new ByteSize(anonymous + shared),
                new ByteSize(peak()),
                Duration.ofNanos(folder.field("cpu.stat", "usage_usec") * 1000),
                (int) folder.number("pids.current"));
    }

    /// memory.peak came with Linux 5.19; without it, who ran out of memory had all of it.
    private long peak() {
        if (Files.exists(folder.path().resolve("memory.peak"))) {
            return folder.number("memory.peak");
        }
        return folder.number(ranOutOfMemory() ? "memory.max" : "memory.current");
    }

    @Override
    public Strikes strikes() {
        return new Strikes(
                folder.field("memory.events", "oom_kill"), folder.field("pids.events", "max"));
    }

    @Override
    public void freeze() {
        if (!freezes()) {
            Pause.begin(this::members);
            return;
        }
        folder.write("cgroup.freeze", 1);
        if (!Patience.until(TO_FREEZE, () -> folder.field("cgroup.events", "frozen") == 1)) {
            thaw();
            throw Pause.impossible();
        }
    }

    @Override
    public void thaw() {
        if (freezes()) {
            folder.writeIfThere("cgroup.freeze", 0);
        } else {
            Pause.end(members());
        }
    }

    /// Linux can since 5.2.
    private boolean freezes() {
        return Files.exists(folder.path().resolve("cgroup.freeze"));
    }

    @Override
    public void kill() {
        // cgroup.kill came with Linux 5.14
        if (Files.exists(folder.path().resolve("cgroup.kill"))) {
            folder.writeIfThere("cgroup.kill", 1);
        } else {
            folder.killMembers();
        }
    }

    @Override
    public void remove() {
        folder.remove();
    }
}
