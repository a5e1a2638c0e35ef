package dev.freehold.sandbox;

import dev.freehold.sandbox.SandboxSpec.Access;
import dev.freehold.sandbox.SandboxSpec.Mount;
import dev.freehold.sandbox.SandboxSpec.Network;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Says to bubblewrap what an app sees: bwrap(1). Order matters: a later mount covers an earlier one.
final class BubblewrapArguments {
    private static final String TMP_SIZE = Long.toString(1L << 30);
    private static final String SHARED_MEMORY_SIZE = Long.toString(256L << 20);
    private final List<String> arguments = new ArrayList<>();

    BubblewrapArguments system(List<String> system) {
        arguments.addAll(system);
        return this;
    }

    /// A process tree, host name and System V memory of its own; processes see no others.
    BubblewrapArguments namespaces() {
        return add("--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try")
                .add("--hostname", "app", "--new-session")
                .add("--proc", "/proc", "--dev", "/dev")
                .add("--perms", "1777", "--size", SHARED_MEMORY_SIZE, "--tmpfs", "/dev/shm")
                .add("--perms", "1777", "--size", TMP_SIZE, "--tmpfs", "/tmp");
    }

    BubblewrapArguments network(Network network) {
        return network == Network.NONE ? add("--unshare-net") : this;
    }

    BubblewrapArguments mounts(SandboxSpec spec) {
        MountPoints.inOrder(spec.mounts()).forEach(this::mount);
        return add("--chdir", spec.workingFolder());
    }

    private void mount(Mount mount) {
        boolean readOnly = mount.access() == Access.READ_ONLY;
        bind(readOnly ? "--ro-bind" : "--bind", mount.from(), Path.of(mount.to()));
    }

    BubblewrapArguments views(Group group) {
        group.views().forEach((place, folder) -> bind("--ro-bind", folder, place));
        return this;
    }

    /// The folders above it are made first: those that bubblewrap makes by itself are closed to the app.
    private void bind(String how, Path from, Path to) {
        for (int depth = 1; depth < to.getNameCount(); depth++) {
            add("--dir", "/" + to.subpath(0, depth));
        }
        add(how, from.toString(), to.toString());
    }

    BubblewrapArguments environment(Map<String, String> environment) {
        environment.forEach((name, value) -> add("--setenv", name, value));
        return this;
    }

    BubblewrapArguments add(String... more) {
        arguments.addAll(List.of(more));
        return this;
    }

    List<String> list() {
        return List.copyOf(arguments);
    }
}
