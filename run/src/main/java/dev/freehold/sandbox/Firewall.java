package dev.freehold.sandbox;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What an app may reach: the public network and the host's name servers. In chains of our own, which
/// are replaced as a whole in one transaction; of others' chains only the first rule is ours.
record Firewall(AppAddresses addresses, Tool iptables, Tool restore) {
    private static final Path FORWARDING = Path.of("/proc/sys/net/ipv4/ip_forward");

    /// How long another program may keep its lock on the rules, in seconds.
    static final String PATIENCE = "10";

    /// Of iptables, where it did not get that lock (its xshared.h, `RESOURCE_PROBLEM`).
    private static final int LOCKED = 4;

    /// This network, private ones, carrier-grade NAT, loopback, link-local (where clouds keep their
    /// metadata), multicast and reserved (RFC 6890).
    private static final List<String> NOT_PUBLIC =
            List.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.168.0.0/16",
                    "224.0.0.0/4",
                    "240.0.0.0/4");

    private record Jump(String table, String chain, String direction, String ours) {
        Stream<String> rule(String verb) {
            return Stream.of(
                    "-w",
                    PATIENCE,
                    "-t",
                    table,
                    verb,
                    chain,
                    direction,
                    Slot.INTERFACES,
                    "-j",
                    ours);
        }
    }

    private static final List<Jump> JUMPS =
            List.of(
                    new Jump("filter", "INPUT", "-i", "FREEHOLD-INPUT"),
                    new Jump("filter", "FORWARD", "-o", "FREEHOLD-RETURN"),
                    new Jump("filter", "FORWARD", "-i", "FREEHOLD-FORWARD"));

    /// Idempotent; whoever asks last, of several platforms on a host, writes the same.
    void install(List<String> nameServers) {
        writeChains(nameServers);
        JUMPS.forEach(this::ensure);
        ensureTranslation();
        forward();
    }

    /// Fails where the kernel or our rights don't suffice; on their own the chains do nothing yet.
    void writeChains(List<String> nameServers) {
        restore.run(String.join("\n", rules(nameServers)), List.of("--noflush", "-w", PATIENCE));
    }

    /// Whether somebody took our rules away since.
    boolean stands() {
        return JUMPS.stream().allMatch(this::there) && translates();
    }

    List<String> rules(List<String> nameServers) {
        var rules = new ArrayList<String>();
        rules.addAll(List.of("*filter", ":FREEHOLD-INPUT -", ":FREEHOLD-FORWARD -"));
        rules.add(":FREEHOLD-RETURN -");
        rules.add("-A FREEHOLD-INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT");
        rules.addAll(refusals("-A FREEHOLD-INPUT"));
        rules.add("-A FREEHOLD-FORWARD ! -s " + addresses.range() + " -j DROP");
        rules.add("-A FREEHOLD-FORWARD -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT");
        nameServers.forEach(server -> rules.addAll(names(server)));
        NOT_PUBLIC.forEach(range -> rules.addAll(refusals("-A FREEHOLD-FORWARD -d " + range)));
        rules.add("-A FREEHOLD-FORWARD -j ACCEPT");
        rules.add("-A FREEHOLD-RETURN -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT");
        rules.add("-A FREEHOLD-RETURN -j DROP");
        rules.addAll(List.of("COMMIT", "*nat", ":FREEHOLD-NAT -"));
        rules.add("-A FREEHOLD-NAT ! -o " + Slot.INTERFACES + " -j MASQUERADE");
        rules.addAll(List.of("COMMIT", ""));
        return rules;
    }

    /// Refused at once rather than dropped: an app that looks for its cloud's metadata goes on.
    private static List<String> refusals(String start) {
        return List.of(start + " -p tcp -j REJECT --reject-with tcp-reset", start + " -j REJECT");
    }

    private static List<String> names(String server) {
        return List.of(
                "-A FREEHOLD-FORWARD -d " + server + " -p udp --dport 53 -j ACCEPT",
                "-A FREEHOLD-FORWARD -d " + server + " -p tcp --dport 53 -j ACCEPT");
    }

    private void ensure(Jump jump) {
        if (!there(jump)) {
            iptables.run(jump.rule("-I").toArray(String[]::new));
        }
    }

    private boolean there(Jump jump) {
        return finds(jump.rule("-C").toList());
    }

    private void ensureTranslation() {
        if (!translates()) {
            iptables.run(translation("-I"));
        }
    }

    private boolean translates() {
        return finds(List.of(translation("-C")));
    }

    /// Where the lock can't be had nothing is known, and what may be there is not added again.
    private boolean finds(List<String> rule) {
        var outcome = iptables.attempt("", rule);
        if (outcome.code() == LOCKED) {
            throw new FreeholdException(
                    ErrorCode.INTERNAL,
                    "\"iptables\" can't look at its rules: " + outcome.output().strip(),
                    "see what else on this host works with iptables");
        }
        return outcome.code() == 0;
    }

    private String[] translation(String verb) {
        return new String[] {
            "-w",
            PATIENCE,
            "-t",
            "nat",
            verb,
            "POSTROUTING",
            "-s",
            addresses.range(),
            "-j",
            "FREEHOLD-NAT"
        };
    }

    private static void forward() {
        try {
            if (!Files.readString(FORWARDING).strip().equals("1")) {
                Files.writeString(FORWARDING, "1");
            }
        } catch (IOException e) {
            throw new FreeholdException(
                    ErrorCode.INTERNAL,
                    "\"" + FORWARDING + "\" can't be set: " + e.getMessage(),
                    "set net.ipv4.ip_forward=1 on the host",
                    e);
        }
    }
}
