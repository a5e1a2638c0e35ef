package dev.freehold.sandbox;

import dev.freehold.output.NodeCache;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/// The tier `none`: an ordinary process of the platform's own user, in a session of its own. Inside
/// paths don't exist, so they are translated to the host's wherever a mount says what they mean.
final class Unconfined implements Isolation {
    private final Path script;

    Unconfined(Path stateFolder) {
        script = ConstantFile.script(stateFolder, "unconfined.sh");
    }

    @Override
    public String tier() {
        return Tiers.NONE;
    }

    @Override
    public boolean ownAddresses() {
        return false;
    }

    @Override
    public Launch prepare(SandboxSpec spec, ProcessFolder folder) {
        var command = new ArrayList<>(sessionOfItsOwn());
        command.addAll(List.of("/bin/sh", script.toString(), folder.status().toString()));
        spec.command().forEach(argument -> command.add(onHost(argument, spec)));
        var environment = new LinkedHashMap<>(spec.environment());
        // nothing is mounted there, and Node would make the folder on the host
        environment.remove(NodeCache.VARIABLE, NodeCache.INSIDE);
        environment.replaceAll((name, value) -> onHost(name, value, spec));
        return new Launch(
                Optional.empty(),
                command,
                workingFolder(spec),
                environment,
                List.of(),
                new Tree(folder));
    }

    @Override
    public Holdings holdings(ProcessRecord record, ProcessFolder folder) {
        return new Tree(folder);
    }

    @Override
    public void close() {}

    /// Where a process starts whose working folder is this one.
    private static Path workingFolder(SandboxSpec spec) {
        return Path.of(onHost(spec.workingFolder(), spec));
    }

    private static List<String> sessionOfItsOwn() {
        return Stream.of("/usr/bin/setsid", "/bin/setsid")
                .filter(file -> Files.isExecutable(Path.of(file)))
                .limit(1)
                .toList();
    }

    private static String onHost(String name, String value, SandboxSpec spec) {
        if (!name.equals("PATH")) {
            return onHost(value, spec);
        }
        return String.join(
                ":", Stream.of(value.split(":")).map(part -> onHost(part, spec)).toList());
    }

    /// Also after the sign in `-Dname=/cache`.
    private static String onHost(String inside, SandboxSpec spec) {
        int sign = inside.indexOf("=/");
        if (inside.startsWith("-") && sign > 0) {
            return inside.substring(0, sign + 1) + onHost(inside.substring(sign + 1), spec);
        }
        return spec.mounts().stream()
                .filter(mount -> inside.equals(mount.to()) || inside.startsWith(mount.to() + "/"))
                .max(Comparator.comparingInt(mount -> mount.to().length()))
                .map(mount -> mount.from() + inside.substring(mount.to().length()))
                .orElse(inside);
    }

    private record Tree(ProcessFolder folder, Group group) implements Holdings {
        Tree(ProcessFolder folder) {
            this(folder, new ProcessTree(folder::child));
        }

        @Override
        public OptionalInt slot() {
            return OptionalInt.empty();
        }

        @Override
        public Optional<ProcessHandle> app() {
            var child = folder.child();
            return child.isPresent() ? ProcessHandle.of(child.getAsLong()) : Optional.empty();
        }

        @Override
        public InetAddress address() {
            return InetAddress.getLoopbackAddress();
        }

        @Override
        public Set<Listener> listeners() {
            return ListeningPorts.ofProcesses(group.members());
        }

        /// Its loopback address is the host's own.
        @Override
        public boolean letIn(ProcessIdentity process, Listener listener) {
            return listener.reach() != Listener.Reach.LOOPBACK_OF_VERSION_6;
        }

        @Override
        public void started(ProcessIdentity process) {}

        @Override
        public void release() {}
    }
}
