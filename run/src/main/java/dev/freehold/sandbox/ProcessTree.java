package dev.freehold.sandbox;

import dev.freehold.model.ByteSize;
import dev.freehold.sandbox.SandboxedProcess.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The group where the host has no cgroups: whoever descends from the outermost process. It limits
/// nothing; one that detaches itself is found as long as its parent was seen alive before.
final class ProcessTree implements Group {
    private static final long PAGE = 4096;

    private final Supplier<OptionalLong> root;
    private final Set<Long> seen = new HashSet<>(); // guarded by this

    ProcessTree(Supplier<OptionalLong> root) {
        this.root = root;
    }

    @Override
    public List<Path> entrances() {
        return List.of();
    }

    @Override
    public Map<Path, Path> views() {
        return Map.of();
    }

    @Override
    public synchronized Set<Long> members() {
        root.get().ifPresent(seen::add);
        var tree =
                seen.stream()
                        .flatMap(pid -> ProcessHandle.of(pid).stream())
                        .flatMap(
                                process -> Stream.concat(Stream.of(process), process.descendants()))
                        .map(ProcessHandle::pid)
                        .filter(pid -> ProcessIdentity.of(pid).alive())
                        .collect(Collectors.toSet());
        seen.clear();
        seen.addAll(tree);
        return tree;
    }

    @Override
    public Usage usage() {
        var members = members();
        long memory = members.stream().mapToLong(ProcessTree::residentBytes).sum();
        var cpu =
                members.stream()
                        .flatMap(pid -> ProcessHandle.of(pid).stream())
                        .flatMap(process -> process.info().totalCpuDuration().stream())
                        .reduce(Duration.ZERO, Duration::plus);
        return new Usage(new ByteSize(memory), new ByteSize(memory), cpu, members.size());
    }

    @Override
    public Strikes strikes() {
        return Strikes.NONE;
    }

    @Override
    public void freeze() {
        Pause.begin(this::members);
    }

    @Override
    public void thaw() {
        Pause.end(members());
    }

    @Override
    public void kill() {
        members().stream()
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public void remove() {}

    /// The second field of `/proc/<pid>/statm`, in pages (proc(5)).
    private static long residentBytes(long pid) {
        try {
            var fields = Files.readString(Path.of("/proc/" + pid + "/statm")).split(" ");
            return Long.parseLong(fields[1]) * PAGE;
        } catch (IOException gone) {
            return 0;
        }
    }
}
