package dev.freehold.sandbox;

import java.util.List;

/// Names the pieces of a host that isolation is made of, found or missing, each with what it gives or
/// what its absence costs.
///
/// @param tier what apps get on this host
/// @param addresses whose addresses apps get
record Pieces(Host host, Tier tier, List<String> nameServers, AppAddresses addresses) {
    private static final String NETWORKS = "networks";
    private static final String TUNNEL = "/dev/net/tun";

    List<Piece> all() {
        return List.of(
                sandbox(), bubblewrap(), groups(), networks(), pasta(), systemCalls(), names());
    }

    private Piece sandbox() {
        return tier.name().equals(Tiers.FULL)
                ? Piece.found("sandbox", "full: " + tier.explanation())
                : Piece.missing(
                        "sandbox",
                        tier.name() + ": " + tier.explanation(),
                        host.root()
                                ? "apps are kept apart less than they could be: what is missing stands below"
                                : "apps are kept apart less than they could be: run the platform as root for more");
    }

    private Piece bubblewrap() {
        var name = "bubblewrap";
        if (!host.missing("bwrap").isEmpty()) {
            return Piece.missing(
                    name,
                    "is not installed: install \"bubblewrap\"",
                    "apps see all files and processes of the platform's user");
        }
        return host.namespaces()
                ? Piece.found(name, host.tool("bwrap").file() + " hides the host's files")
                : Piece.missing(
                        name,
                        "is there, but the kernel refuses new namespaces, as inside most containers",
                        "apps see all files and processes of the platform's user");
    }

    private Piece groups() {
        var name = "control groups";
        var cost = "an app can take all memory, processor time and process numbers";
        if (!host.root()) {
            return Piece.missing(name, "only root can make them here", cost);
        }
        return host.groups()
                .map(groups -> Piece.found(name, groups.version() + ": limit and count each app"))
                .orElseGet(() ->
                        Piece.missing(
                                name, "no group can be made below " + ControlGroups.SYSTEM, cost));
    }

    private Piece networks() {
        if (!host.root()) {
            return Piece.unneeded(
                    NETWORKS, "pooled ones need root: an ordinary user's come from pasta");
        }
        var missing = host.missing("ip", "iptables", "iptables-restore", "nsenter", "unshare");
        if (!missing.isEmpty()) {
            return Piece.missing(
                    NETWORKS,
                    "missing: "
                            + String.join(", ", missing)
                            + "; install \"iproute2\", \"iptables\", \"util-linux\"",
                    "apps reach whatever listens on this host, and need a free port each");
        }
        return addresses
                .clash()
                .map(other ->
                        Piece.missing(
                                NETWORKS,
                                "apps use "
                                        + addresses.range()
                                        + ", and so does this host: "
                                        + other,
                                "this host can't reach what is there: set FREEHOLD_APP_NETWORK to another, such as 10.211.16.0/20"))
                .orElseGet(() ->
                        Piece.found(NETWORKS, "each app has its own, below " + addresses.range()));
    }

    private Piece pasta() {
        var name = "pasta";
        if (host.root()) {
            return Piece.unneeded(name, "not needed: the platform runs as root");
        }
        var cost = "apps reach whatever listens on this host, and need a free port each";
        if (!host.missing("pasta").isEmpty()) {
            return Piece.missing(name, "is not installed: install \"passt\"", cost);
        }
        return host.pasta().isPresent()
                ? Piece.found(name, "each app has a network of its own")
                : Piece.missing(name, "is there, but can't write to \"" + TUNNEL + "\"", cost);
    }

    private static Piece systemCalls() {
        var name = "system calls";
        return SeccompFilter.Architecture.here().isPresent()
                ? Piece.found(name, "those that no app needs are refused (seccomp)")
                : Piece.missing(
                        name,
                        "there is no filter for the processor \""
                                + System.getProperty("os.arch")
                                + "\"",
                        "an app can call everything that the kernel offers");
    }

    private Piece names() {
        var name = "name servers";
        return nameServers.isEmpty()
                ? Piece.missing(
                        name,
                        "none that an app could reach: give /etc/resolv.conf one that is not on the loopback address",
                        "apps and builds find no host on the internet, so that npm installs nothing")
                : Piece.found(name, String.join(", ", nameServers) + " for apps and builds");
    }
}
