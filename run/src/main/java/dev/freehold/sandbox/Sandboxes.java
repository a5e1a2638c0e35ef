package dev.freehold.sandbox;

import dev.freehold.model.FreeholdException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Makes the sandbox that suits a host.
public final class Sandboxes {
    private Sandboxes() {}

    /// The best tier that this host can do.
    ///
    /// @param stateFolder of this sandbox alone, for the files that it keeps about the host
    public static Sandbox forThisHost(Path stateFolder) {
        var host = Host.survey();
        var tiers = Tiers.of(host, networkTrouble(host));
        var best = tiers.stream().filter(Tier::works).findFirst().orElseThrow();
        return new HostSandbox(tiers, isolation(best, host, stateFolder.toAbsolutePath()));
    }

    /// What this host offers, without taking any of it.
    public static List<Tier> tiersOfThisHost() {
        return Tiers.of(Host.survey(), Optional.empty());
    }

    private static Isolation isolation(Tier tier, Host host, Path stateFolder) {
        return switch (tier.name()) {
            case Tiers.FULL -> full(host, stateFolder);
            case Tiers.UNPRIVILEGED ->
                    new UnprivilegedIsolation(
                            stateFolder, List.of(), host.tool("bwrap"), host.pasta());
            default -> new Unconfined(stateFolder);
        };
    }

    static FullIsolation full(Host host, Path stateFolder) {
        host.groups().ifPresent(groups -> Thread.startVirtualThread(groups::clearForgotten));
        return new FullIsolation(
                stateFolder,
                new FullTools(host.tool("nsenter"), host.tool("bwrap"), host.tool("setpriv")),
                host.groups(),
                new SlotPool(slots(host), firewall(host)));
    }

    private static Optional<String> networkTrouble(Host host) {
        if (!host.root() || !host.missing("iptables", "iptables-restore").isEmpty()) {
            return Optional.empty();
        }
        try {
            firewall(host).writeChains(NameServers.reachable());
            return Optional.empty();
        } catch (FreeholdException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static SlotMaker slots(Host host) {
        return new SlotMaker(host.tool("ip"), host.tool("unshare"), host.tool("nsenter"));
    }

    private static Firewall firewall(Host host) {
        return new Firewall(host.tool("iptables"), host.tool("iptables-restore"));
    }
}
