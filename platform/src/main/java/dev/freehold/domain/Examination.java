package dev.freehold.domain;

import dev.freehold.domain.Checkup.Line;
import dev.freehold.domain.Dns.Answer;
import dev.freehold.domain.Dns.RecordType;
import dev.freehold.model.NamePattern;
import dev.freehold.store.Domain.Proof;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Compares what a domain's records are with what they should be. It asks; it changes nothing.
///
/// @param here this platform's public addresses
record Examination(Dns dns, Set<InetAddress> here) {
    static final String PROOF = "freehold=";
    private static final String PROOF_NAME = "_freehold.";

    /// Any label tells what a wildcard says.
    private static final String ANY_LABEL = "freehold-check.";

    Examination {
        here = Set.copyOf(here);
    }

    /// @param token the text that proves that the name is the team's
    Checkup of(NamePattern name, String token) {
        var asked = name.isWildcard() ? ANY_LABEL + name.domain() : name.value();
        var v4 = dns.ask(asked, RecordType.A);
        var v6 = dns.ask(asked, RecordType.AAAA);
        var texts = dns.ask(PROOF_NAME + name.domain(), RecordType.TXT);
        boolean leadsHere = leadsHere(v4, v6);
        var proof = proof(name, token, texts, leadsHere);
        var lines = new ArrayList<Line>();
        address(name, RecordType.A, v4, leadsHere).ifPresent(lines::add);
        address(name, RecordType.AAAA, v6, leadsHere).ifPresent(lines::add);
        lines.add(text(name, token, texts, proof.isEmpty()));
        return new Checkup(lines, leadsHere, proof);
    }

    /// All of its addresses are ours: of a name that leads elsewhere as well, some visitors are not.
    private boolean leadsHere(Answer v4, Answer v6) {
        var found =
                Stream.concat(values(v4).stream(), values(v6).stream())
                        .map(Examination::address)
                        .collect(Collectors.toSet());
        return !found.isEmpty() && here.containsAll(found);
    }

    /// A name that leads here is believed to be whoever's asks first, unless its owner says whose it is.
    private static Optional<Proof.Kind> proof(
            NamePattern name, String token, Answer texts, boolean leadsHere) {
        if (values(texts).contains(token)) {
            return Optional.of(Proof.Kind.RECORD);
        }
        boolean said =
                texts instanceof Answer.Failed
                        || values(texts).stream().anyMatch(text -> text.startsWith(PROOF));
        return leadsHere && !said && !name.isWildcard()
                ? Optional.of(Proof.Kind.ADDRESS)
                : Optional.empty();
    }

    /// Nothing where the platform has no address of that kind, and none is set either.
    private Optional<Line> address(
            NamePattern name, RecordType type, Answer answer, boolean leadsHere) {
        var ours =
                here.stream()
                        .filter(address ->
                                address instanceof Inet4Address == (type == RecordType.A))
                        .map(InetAddress::getHostAddress)
                        .sorted()
                        .toList();
        var found = values(answer);
        if (ours.isEmpty() && found.isEmpty()) {
            return Optional.empty();
        }
        boolean ok = ours.isEmpty() ? found.isEmpty() : isAmong(found, ours);
        boolean needed = !ok && !(leadsHere && found.isEmpty());
        var value = String.join(", ", ours);
        return Optional.of(
                new Line(
                        type.name(),
                        name.value(),
                        value,
                        found,
                        ok,
                        needed,
                        told(answer, ok ? "leads here" : wanted(value))));
    }

    private static String wanted(String value) {
        return value.isEmpty()
                ? "leads elsewhere: remove it, this platform has no such address"
                : "leads elsewhere: expected " + value;
    }

    private static boolean isAmong(List<String> found, List<String> ours) {
        return !found.isEmpty()
                && ours.stream()
                        .map(Examination::address)
                        .toList()
                        .containsAll(found.stream().map(Examination::address).toList());
    }

    private static Line text(NamePattern name, String token, Answer answer, boolean needed) {
        boolean ok = values(answer).contains(token);
        return new Line(
                RecordType.TXT.name(),
                PROOF_NAME + name.domain(),
                token,
                values(answer),
                ok,
                needed,
                told(answer, ok ? "proves that the name is yours" : "is not the proof"));
    }

    private static String told(Answer answer, String otherwise) {
        return switch (answer) {
            case Answer.Found _ -> otherwise;
            case Answer.Nothing _ -> "is not set";
            case Answer.Failed failed -> "could not be asked for: " + failed.reason();
        };
    }

    private static List<String> values(Answer answer) {
        return answer instanceof Answer.Found found ? found.values() : List.of();
    }

    /// The text is an address already: nothing is looked up.
    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("a name server sends addresses", e);
        }
    }
}
