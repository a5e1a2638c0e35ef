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
        return forThisHost(stateFolder, AppAddresses.DEFAULT);
    }

    /// @param addresses whose addresses apps get, where they have networks of their own
    public static Sandbox forThisHost(Path stateFolder, AppAddresses addresses) {
        var host = Host.survey();
        var tiers = Tiers.of(host, networkTrouble(host, addresses));
        var best = best(tiers);
        return new HostSandbox(
                tiers, isolation(best, host, stateFolder.toAbsolutePath(), addresses));
    }

    /// What this host offers, without taking any of it.
    static List<Tier> tiersOfThisHost() {
        return Tiers.of(Host.survey(), Optional.empty());
    }

    /// What this host offers, piece by piece, without taking any of it: the tier that apps would get,
    /// then what it is made of.
    public static List<Piece> piecesOfThisHost(AppAddresses addresses) {
        var host = Host.survey();
        var tier = best(Tiers.of(host, Optional.empty()));
        return new Pieces(host, tier, NameServers.reachable(), addresses).all();
    }

    private static Tier best(List<Tier> tiers) {
        return tiers.stream().filter(Tier::works).findFirst().orElseThrow();
    }

    private static Isolation isolation(
            Tier tier, Host host, Path stateFolder, AppAddresses addresses) {
        return switch (tier.name()) {
            case Tiers.FULL -> full(host, stateFolder, addresses);
            case Tiers.UNPRIVILEGED ->
                    new UnprivilegedIsolation(
                            stateFolder, List.of(), host.tool("bwrap"), host.pasta());
            default -> new Unconfined(stateFolder);
        };
    }

    static FullIsolation full(Host host, Path stateFolder, AppAddresses addresses) {
        host.groups().ifPresent(groups -> Thread.startVirtualThread(groups::clearForgotten));
        return new FullIsolation(
                stateFolder,
                new FullTools(host.tool("bwrap"), host.tool("setpriv"), door(host)),
                host.groups(),
                new SlotPool(slots(host, addresses, stateFolder), firewall(host, addresses)));
    }

    private static Optional<String> networkTrouble(Host host, AppAddresses addresses) {
        if (!host.root() || !host.missing("iptables", "iptables-restore").isEmpty()) {
            return Optional.empty();
        }
        try {
            firewall(host, addresses).writeChains(NameServers.reachable());
            return Optional.empty();
        } catch (FreeholdException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static SlotMaker slots(Host host, AppAddresses addresses, Path stateFolder) {
        return new SlotMaker(
                addresses,
                FullIsolation.script(stateFolder),
                host.tool("ip"),
                host.tool("unshare"),
                host.tool("nsenter"));
    }

    private static LoopbackDoor door(Host host) {
        return new LoopbackDoor(host.tool("nsenter"), host.tool("iptables"));
    }

    private static Firewall firewall(Host host, AppAddresses addresses) {
        return new Firewall(addresses, host.tool("iptables"), host.tool("iptables-restore"));
    }
}
