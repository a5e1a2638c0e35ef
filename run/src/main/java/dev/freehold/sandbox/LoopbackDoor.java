package dev.freehold.sandbox;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/// Lets the host reach what an app has at 127.0.0.1 of its own network: there, and nowhere else, packets
/// that come in for a port are sent on to the loopback address (the kernel's ip-sysctl.rst,
/// `route_localnet`; iptables-extensions(8), DNAT). Nothing changes on the host, so its own loopback
/// address stays out of everybody's reach.
///
/// A number of a process may be another one's a moment later, and its network the host's own. So a process
/// of ours goes in first and stays: whose network it is in is certain while the app is seen alive, and its
/// own number nobody else gets before it is told to end.
record LoopbackDoor(Tool nsenter, Tool iptables) {
    private static final String SETTING = "/proc/sys/net/ipv4/conf/eth0/route_localnet";
    private static final Duration TO_GO_IN = Duration.ofSeconds(5);

    /// Idempotent.
    ///
    /// @param process in the app's network
    /// @throws FreeholdException where the kernel refuses, or the app is gone
    void open(ProcessIdentity process, int port) {
        var inside = goIn(process.pid());
        try {
            if (!isIn(process, inside)) {
                throw isGone(process);
            }
            open(inside.pid(), port);
        } finally {
            inside.destroyForcibly();
        }
    }

    /// It waits for the end of our pipe to it.
    private Process goIn(long pid) {
        try {
            return new ProcessBuilder(nsenter.file().toString(), network(pid), "--", "/usr/bin/tee")
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// In this order: what lives at the end had this network all the time.
    private static boolean isIn(ProcessIdentity process, Process inside) {
        var wanted = ReadySlot.inode(ReadySlot.namespaceOf(process.pid()));
        var there = ReadySlot.namespaceOf(inside.pid());
        return wanted.isPresent()
                && Patience.until(
                        TO_GO_IN, () -> !inside.isAlive() || ReadySlot.inode(there).equals(wanted))
                && ReadySlot.inode(there).equals(wanted)
                && process.alive();
    }

    private static FreeholdException isGone(ProcessIdentity process) {
        return new FreeholdException(
                ErrorCode.NOT_FOUND,
                "process " + process.pid() + " is gone, or another one by now",
                "start it again");
    }

    private void open(long pid, int port) {
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
            Firewall.PATIENCE,
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
