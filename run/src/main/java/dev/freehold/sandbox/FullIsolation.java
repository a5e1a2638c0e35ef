package dev.freehold.sandbox;

import dev.freehold.model.FreeholdException;
import dev.freehold.sandbox.SandboxSpec.Network;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The tier `full`, for a platform that runs as root.
///
/// The way to an app is a chain of programs, each of which becomes the next: our script, which waits in
/// its network slot until it is told what to start, opens files and joins the control groups; `bwrap`,
/// which leaves behind one process that waits for the end and one that is first in the new process
/// namespace; `setpriv`, which becomes the app's user for good; the app. None of them but the app sees a value of the
/// user's environment as its own: it travels through a pipe to bubblewrap.
///
/// We mount as root, without a user namespace, so that folders need not be open to the app's user on
/// the host, and the app holds no capability in any namespace.
final class FullIsolation implements Isolation {
    /// What `setpriv` needs to become the app's user, and gives up with it.
    private static final String[] RIGHTS = {
        "--remount-ro", "/",
        "--cap-drop", "ALL",
        "--cap-add", "CAP_SETUID",
        "--cap-add", "CAP_SETGID",
        "--cap-add", "CAP_SETPCAP",
        "--clearenv"
    };

    private static final Optional<ReadySlot> NO_SLOT = Optional.empty();

    private final FullTools tools;
    private final Optional<ControlGroups> groups;
    private final SlotPool slots;
    private final SystemFiles system;
    private final Path script;
    private final Path filter;

    FullIsolation(
            Path stateFolder, FullTools tools, Optional<ControlGroups> groups, SlotPool slots) {
        this.tools = tools;
        this.groups = groups;
        this.slots = slots;
        system = new SystemFiles(stateFolder);
        script = script(stateFolder);
        filter = SeccompFilter.file(stateFolder);
    }

    /// The first program on the way.
    static Path script(Path stateFolder) {
        return ConstantFile.script(stateFolder, "enter.sh");
    }

    @Override
    public String tier() {
        return Tiers.FULL;
    }

    @Override
    public boolean ownAddresses() {
        return true;
    }

    @Override
    public Launch prepare(SandboxSpec spec, ProcessFolder folder) {
        folder.giveLogTo(spec.user());
        var late = LateVariables.of(spec, SystemFiles.LATE_SCRIPT);
        var sight = sight(spec);
        var held = hold(spec, folder);
        return new Launch(
                held.ready().map(ReadySlot::waiting),
                command(spec, held, late),
                Path.of("/"),
                SlotMaker.BARE,
                sight.views(held.group()).add(RIGHTS).environment(late.environment()).list(),
                held);
    }

    @Override
    public Holdings holdings(ProcessRecord record, ProcessFolder folder) {
        var slot = record.slot().stream().mapToObj(slots::slot).findFirst();
        var group = group(groups -> groups.existing(record.id()), folder);
        return new FullHoldings(folder, group, slot, NO_SLOT, tools.door());
    }

    @Override
    public void close() {
        slots.close();
    }

    private BubblewrapArguments sight(SandboxSpec spec) {
        return new BubblewrapArguments()
                .namespaces()
                .system(system.arguments(spec.user()))
                .mounts(spec)
                .network(spec.network());
    }

    private FullHoldings hold(SandboxSpec spec, ProcessFolder folder) {
        var ready = spec.network() == Network.OWN ? Optional.of(slots.take()) : NO_SLOT;
        var limits = GroupLimits.of(spec.limits());
        try {
            var group = group(groups -> groups.create(spec.id(), spec.share(), limits), folder);
            return new FullHoldings(folder, group, ready.map(ReadySlot::slot), ready, tools.door());
        } catch (FreeholdException e) {
            ready.ifPresent(ReadySlot::letGo);
            throw e;
        }
    }

    private Group group(Function<ControlGroups, Group> found, ProcessFolder folder) {
        return groups.map(found).orElseGet(() -> new ProcessTree(folder::child));
    }

    private List<String> command(SandboxSpec spec, FullHoldings held, LateVariables late) {
        var command = new ArrayList<String>();
        if (held.ready().isEmpty()) {
            command.addAll(List.of("/bin/sh", script.toString()));
        }
        command.add(held.folder().status().toString());
        command.add(filter.toString());
        command.add(held.folder().log().toString());
        command.add(spec.gate().map(Path::toString).orElse("/dev/null"));
        held.group().entrances().forEach(file -> command.add(file.toString()));
        command.add("--");
        command.addAll(tools.wrapping());
        command.addAll(tools.becoming(spec.user()));
        spec.gate().ifPresent(_ -> command.addAll(Gate.STEP));
        command.addAll(late.command());
        return command;
    }
}
