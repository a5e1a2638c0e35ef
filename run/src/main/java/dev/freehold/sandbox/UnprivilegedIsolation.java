package dev.freehold.sandbox;

import dev.freehold.sandbox.SandboxSpec.Network;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The tier `unprivileged`, for a platform that is not root: a user namespace lets it hide files and
/// processes from an app, but limit and forbid little.
///
/// The network, if there is a `pasta` to make one, comes first: it starts the rest in new namespaces,
/// where the app's user is called 0, though it is the platform's own and has no rights. The app's port
/// is passed on from the host's loopback address, so each app needs one of its own.
final class UnprivilegedIsolation implements Isolation {
    private static final Map<String, String> BARE = Map.of("PATH", "/usr/bin:/bin", "LC_ALL", "C");
    private static final String PORT = "PORT";

    private final List<String> ahead;
    private final Tool bubblewrap;
    private final Optional<Tool> pasta;
    private final SystemFiles system;
    private final Path script;
    private final Path filter;

    /// @param ahead what comes first on the way to an app; nothing, unless a root plays another user
    UnprivilegedIsolation(
            Path stateFolder, List<String> ahead, Tool bubblewrap, Optional<Tool> pasta) {
        this.ahead = List.copyOf(ahead);
        this.bubblewrap = bubblewrap;
        this.pasta = pasta;
        system = new SystemFiles(stateFolder);
        script = ConstantFile.script(stateFolder, "enter.sh");
        filter = SeccompFilter.file(stateFolder);
    }

    @Override
    public String tier() {
        return Tiers.UNPRIVILEGED;
    }

    @Override
    public boolean ownAddresses() {
        return false;
    }

    @Override
    public Launch prepare(SandboxSpec spec, ProcessFolder folder) {
        var network = spec.network() == Network.OWN ? pasta : Optional.<Tool>empty();
        var held = new UnprivilegedHoldings(folder, network.isPresent());
        return new Launch(
                Optional.empty(),
                command(spec, folder, network),
                Path.of("/"),
                BARE,
                arguments(spec, network),
                held);
    }

    @Override
    public Holdings holdings(ProcessRecord record, ProcessFolder folder) {
        var held = new UnprivilegedHoldings(folder, record.slot().isPresent());
        held.started(record.identity());
        return held;
    }

    @Override
    public void close() {}

    private List<String> arguments(SandboxSpec spec, Optional<Tool> network) {
        var arguments = new BubblewrapArguments().namespaces();
        int user = network.isPresent() ? 0 : spec.user();
        if (network.isEmpty()) {
            var id = Integer.toString(user);
            arguments.add("--unshare-user", "--uid", id, "--gid", id);
        }
        return arguments
                .system(system.arguments(user))
                .mounts(spec)
                .network(spec.network())
                .add("--remount-ro", "/", "--cap-drop", "ALL", "--clearenv")
                .environment(spec.environment())
                .list();
    }

    private List<String> command(SandboxSpec spec, ProcessFolder folder, Optional<Tool> network) {
        var command = new ArrayList<>(ahead);
        network.ifPresent(tool -> command.addAll(connecting(tool, spec)));
        command.addAll(List.of("/bin/sh", script.toString(), folder.status().toString()));
        command.addAll(List.of(filter.toString(), folder.log().toString()));
        command.add("/dev/null");
        command.add("--");
        command.addAll(FullTools.wrapping(bubblewrap));
        command.addAll(spec.command());
        return command;
    }

    /// Only the app's port is passed on, and only inwards: pasta(1).
    private static List<String> connecting(Tool pasta, SandboxSpec spec) {
        var port = spec.environment().get(PORT);
        return List.of(
                pasta.file().toString(),
                "--config-net",
                "--no-map-gw",
                "--quiet",
                "--log-file",
                "/dev/null",
                "-t",
                port == null ? "none" : "127.0.0.1/" + port,
                "-u",
                "none",
                "-T",
                "none",
                "-U",
                "none",
                "--");
    }
}
