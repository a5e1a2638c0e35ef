package dev.freehold.sandbox;

import dev.freehold.model.FreeholdException;
import java.util.List;

/// Lets the host reach what an app has at 127.0.0.1 of its own network: there, and nowhere else, packets
/// that come in for a port are sent on to the loopback address (the kernel's ip-sysctl.rst,
/// `route_localnet`; iptables-extensions(8), DNAT). Nothing changes on the host, so its own loopback
/// address stays out of everybody's reach.
record LoopbackDoor(Tool nsenter, Tool iptables) {
    private static final String SETTING = "/proc/sys/net/ipv4/conf/eth0/route_localnet";

    /// Idempotent.
    ///
    /// @param pid of a process in the app's network
    /// @throws FreeholdException where the kernel refuses
    void open(long pid, int port) {
        nsenter.run("1", List.of(network(pid), "--", "/usr/bin/tee", SETTING));
        if (!nsenter.succeeds(rule(pid, "-C", port))) {
            nsenter.run(rule(pid, "-A", port));
        }
    }

    private String[] rule(long pid, String verb, int port) {
        return new String[] {
            network(pid),
            "--",
            iptables.file().toString(),
            "-w",
            "-t",
            "nat",
            verb,
            "PREROUTING",
            "-i",
            "eth0",
            "-p",
            "tcp",
            "--dport",
            Integer.toString(port),
            "-j",
            "DNAT",
            "--to-destination",
            "127.0.0.1"
        };
    }

    private static String network(long pid) {
        return "--net=" + ReadySlot.namespaceOf(pid);
    }
}
