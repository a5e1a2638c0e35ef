package dev.freehold.zone;

import dev.freehold.domain.Dns.RecordType;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.Secret;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Zones at Amazon Route 53, by its API (2013-04-01).
public final class Route53Zone implements Zone {
    public static final URI API = URI.create("https://route53.amazonaws.com");
    private static final String VERSION = "/2013-04-01";
    private static final long TTL = 60;

    private final AwsSignature signature;
    private final URI api;
    private final Clock clock;
    private final Sender sender = new Sender();

    /// @param key `ACCESS_KEY_ID:SECRET_ACCESS_KEY`
    public Route53Zone(Secret key, URI api, Clock clock) {
        var text = key.reveal();
        int colon = Math.max(0, text.indexOf(':'));
        this.signature =
                new AwsSignature(
                        text.substring(0, colon),
                        new Secret(text.substring(Math.min(text.length(), colon + 1))),
                        "us-east-1",
                        "route53");
        this.api = api;
        this.clock = clock;
    }

    /// What stands at a name now; a set is deleted only by naming all of it.
    private record Kept(Set<String> values, long ttl) {}

    @Override
    public Set<String> fetch(String name, RecordType type) {
        return kept(zone(name), name, type).values();
    }

    /// A set is put in place of another at once.
    @Override
    public void put(String name, RecordType type, Set<String> values) {
        var zone = zone(name);
        var there = kept(zone, name, type);
        if (there.values().equals(values)) {
            return;
        }
        var change =
                values.isEmpty()
                        ? change("DELETE", name, type, there)
                        : change("UPSERT", name, type, new Kept(values, TTL));
        send(new Call("POST", uri("/hostedzone/" + zone + "/rrset"), XML, change));
    }

    private static final Map<String, String> XML = Map.of("content-type", "application/xml");

    private static String change(String action, String name, RecordType type, Kept set) {
        var values =
                new TreeSet<>(set.values())
                        .stream()
                                .map(value -> type == RecordType.TXT ? '"' + value + '"' : value)
                                .map(value ->
                                        "<ResourceRecord><Value>%s</Value></ResourceRecord>"
                                                .formatted(escaped(value)))
                                .collect(Collectors.joining());
        return """
        <?xml version="1.0" encoding="UTF-8"?>
        <ChangeResourceRecordSetsRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><ChangeBatch><Changes>\
        <Change><Action>%s</Action><ResourceRecordSet><Name>%s</Name><Type>%s</Type><TTL>%d</TTL>\
        <ResourceRecords>%s</ResourceRecords></ResourceRecordSet></Change>\
        </Changes></ChangeBatch></ChangeResourceRecordSetsRequest>
        """
                .formatted(action, escaped(name), type, set.ttl(), values);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private Kept kept(String zone, String name, RecordType type) {
        var answer =
                ask(
                        "/hostedzone/%s/rrset?maxitems=1&name=%s&type=%s"
                                .formatted(zone, encoded(name), type));
        boolean there =
                answer.texts("Name").stream().anyMatch(found -> same(found, name))
                        && answer.texts("Type").contains(type.name());
        if (!there) {
            return new Kept(Set.of(), TTL);
        }
        var values =
                answer.texts("Value").stream()
                        .map(value -> type == RecordType.TXT ? value.replace("\"", "") : value)
                        .collect(Collectors.toSet());
        return new Kept(values, Long.parseLong(answer.texts("TTL").getFirst()));
    }

    /// They write a star as its octal number, and a dot at the end.
    private static boolean same(String found, String name) {
        return found.replace("\\052", "*").equals(name + ".");
    }

    /// The closest name above that has a zone there.
    private String zone(String name) {
        for (var above = name; above.indexOf('.') > 0; above = parent(above)) {
            var answer = ask("/hostedzonesbyname?dnsname=" + encoded(above) + "&maxitems=1");
            var found = answer.texts("Name");
            if (!found.isEmpty() && same(found.getFirst(), above)) {
                var id = answer.texts("Id").getFirst();
                return id.substring(id.lastIndexOf('/') + 1);
            }
        }
        throw new FreeholdException(
                ErrorCode.NOT_FOUND,
                "Route 53 has no zone for \"" + name + "\" that this key may see",
                "give the key of FREEHOLD_ROUTE53_KEY the right to change it");
    }

    private static String parent(String name) {
        return name.substring(name.indexOf('.') + 1);
    }

    private Xml ask(String path) {
        return Xml.parse(send(new Call("GET", uri(path), Map.of(), "")));
    }

    private String send(Call call) {
        return sender.send(signature.sign(call, clock.instant()));
    }

    private URI uri(String path) {
        return URI.create(api + VERSION + path);
    }

    private static String encoded(String text) {
        return text.replace("*", "%2A");
    }
}
