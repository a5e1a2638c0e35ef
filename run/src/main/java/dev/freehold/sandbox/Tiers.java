package dev.freehold.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Says in plain words what each tier gives here, or what it lacks and what that costs.
final class Tiers {
    static final String FULL = "full";
    static final String UNPRIVILEGED = "unprivileged";
    static final String NONE = "none";

    private Tiers() {}

    /// @param networkTrouble why apps can't get networks of their own, where that was tried and failed
    static List<Tier> of(Host host, Optional<String> networkTrouble) {
        return List.of(full(host, networkTrouble), unprivileged(host), none());
    }

    private static Tier full(Host host, Optional<String> networkTrouble) {
        var lacks = new ArrayList<String>();
        if (!host.linux()) {
            lacks.add("it needs Linux");
        } else if (!host.root()) {
            lacks.add("the platform does not run as root");
        } else {
            lacks.addAll(toInstall(host));
            networkTrouble.ifPresent(
                    reason -> lacks.add("apps get no network of their own: " + reason));
        }
        return lacks.isEmpty()
                ? new Tier(FULL, true, fullInWords(host))
                : new Tier(FULL, false, String.join("; ", lacks) + ". " + COST_OF_LESS);
    }

    private static final String COST_OF_LESS =
            "Without it apps share the platform's user, and their memory and processor time are not limited.";

    private static List<String> toInstall(Host host) {
        var lacks = new ArrayList<String>();
        addMissing(lacks, host, "bubblewrap", "it hides the host's files and processes", "bwrap");
        addMissing(
                lacks,
                host,
                "util-linux",
                "it enters networks and drops rights",
                "nsenter",
                "unshare",
                "setpriv");
        addMissing(lacks, host, "iproute2", "it makes networks", "ip");
        addMissing(
                lacks,
                host,
                "iptables",
                "it keeps apps off the host and private networks",
                "iptables",
                "iptables-restore");
        if (lacks.isEmpty() && !host.namespaces()) {
            lacks.add("the kernel refuses new namespaces, as inside most containers");
        }
        return lacks;
    }

    private static void addMissing(
            List<String> lacks, Host host, String what, String purpose, String... tools) {
        if (!host.missing(tools).isEmpty()) {
            lacks.add("install \"" + what + "\": " + purpose);
        }
    }

    private static String fullInWords(Host host) {
        return "each app has a user, a file system, processes and a network of its own, which reaches the "
                + "public internet but not this host, private networks or other apps"
                + host.groups()
                        .map(some ->
                                "; memory, processor time and processes are limited by control groups")
                        .orElse(
                                "; but no control groups can be made, so an app can take all memory and processor time")
                + (SeccompFilter.Architecture.here().isPresent()
                        ? ""
                        : "; this processor has no filter of system calls")
                + (NameServers.reachable().isEmpty()
                        ? "; no name server is reachable for apps: give /etc/resolv.conf one that is not on the loopback address"
                        : "")
                + ".";
    }

    private static Tier unprivileged(Host host) {
        if (!host.missing("bwrap").isEmpty()) {
            return new Tier(
                    UNPRIVILEGED,
                    false,
                    "install \"bubblewrap\": without it apps see all files and processes of the platform's user.");
        }
        if (!host.namespaces()) {
            return new Tier(
                    UNPRIVILEGED,
                    false,
                    "this host allows ordinary users no namespaces (look at the settings kernel.unprivileged_userns_clone "
                            + "and kernel.apparmor_restrict_unprivileged_userns).");
        }
        return new Tier(UNPRIVILEGED, !host.root(), unprivilegedInWords(host));
    }

    private static String unprivilegedInWords(Host host) {
        return "each app sees only its own files and processes"
                + (host.pasta().isPresent()
                        ? " and has a network of its own, which still reaches private networks"
                        : "; install \"passt\", and let it open /dev/net/tun, to give it a network of its own: now it can reach whatever listens on this host")
                + "; memory and processor time are not limited.";
    }

    private static Tier none() {
        return new Tier(
                NONE,
                true,
                "apps are ordinary processes of the platform's user, and see and reach whatever it does.");
    }
}
