package dev.freehold.zone;

import dev.freehold.domain.Dns.RecordType;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.Invalid;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/// Zones of a name server that takes updates over the network (RFC 2136), signed with a shared key (RFC 8945),
/// such as BIND, Knot and PowerDNS.
public final class UpdatedZone implements Zone {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long TTL = 60;

    private final InetSocketAddress server;
    private final Optional<TSIG> key;

    /// @param key `name:algorithm:base64`, as `acme:hmac-sha256:c2VjcmV0`
    public UpdatedZone(InetSocketAddress server, Optional<String> key) {
        this.server = server;
        this.key = key.map(UpdatedZone::parse);
    }

    private static TSIG parse(String key) {
        var parts = key.split(":", 3);
        if (parts.length != 3) {
            throw Invalid.because(
                    "the key for DNS updates is none", "write it as name:hmac-sha256:base64");
        }
        return new TSIG(parts[1], parts[0], parts[2]);
    }

    @Override
    public Set<String> fetch(String name, RecordType type) {
        var question = Record.newRecord(absolute(name), Type.value(type.name()), DClass.IN);
        return send(Message.newQuery(question), name).getSection(Section.ANSWER).stream()
                .filter(record -> record.getType() == question.getType())
                .map(UpdatedZone::value)
                .collect(Collectors.toSet());
    }

    @Override
    public void put(String name, RecordType type, Set<String> values) {
        var absolute = absolute(name);
        int number = Type.value(type.name());
        var update = new Update(zone(absolute));
        update.delete(absolute, number);
        for (var value : values) {
            add(update, absolute, number, value);
        }
        var reply = send(update, name);
        if (reply.getRcode() != Rcode.NOERROR) {
            throw refused(name, Rcode.string(reply.getRcode()));
        }
    }

    private static void add(Update update, Name name, int type, String value) {
        try {
            update.add(name, type, TTL, type == Type.TXT ? '"' + value + '"' : value);
        } catch (IOException e) {
            throw Invalid.because("\"" + value + "\" is no value of a record", "");
        }
    }

    /// The closest name above that has a zone here.
    private Name zone(Name name) {
        for (var above = name; above.labels() > 1; above = new Name(above, 1)) {
            var question = Record.newRecord(above, Type.SOA, DClass.IN);
            var reply = send(Message.newQuery(question), name.toString(true));
            if (reply.getSection(Section.ANSWER).stream().anyMatch(SOARecord.class::isInstance)) {
                return above;
            }
        }
        throw new FreeholdException(
                ErrorCode.NOT_FOUND,
                "the name server " + server + " has no zone for \"" + name.toString(true) + "\"",
                "see FREEHOLD_DNS_UPDATES");
    }

    private Message send(Message message, String name) {
        try {
            var resolver = new SimpleResolver(server);
            resolver.setTimeout(PATIENCE);
            resolver.setTCP(true);
            key.ifPresent(resolver::setTSIGKey);
            return resolver.send(message);
        } catch (IOException e) {
            throw new FreeholdException(
                    ErrorCode.UNAVAILABLE,
                    "the name server %s could not be asked for \"%s\": %s"
                            .formatted(server, name, e.getMessage()),
                    "see FREEHOLD_DNS_UPDATES",
                    e);
        }
    }

    private FreeholdException refused(String name, String reason) {
        return new FreeholdException(
                ErrorCode.FORBIDDEN,
                "the name server %s refuses to change \"%s\": %s".formatted(server, name, reason),
                "see its log, and FREEHOLD_DNS_UPDATES_KEY");
    }

    private static String value(Record record) {
        return switch (record) {
            case ARecord a -> a.getAddress().getHostAddress();
            case AAAARecord a -> a.getAddress().getHostAddress();
            case TXTRecord text -> String.join("", text.getStrings());
            default -> record.rdataToString();
        };
    }

    private static Name absolute(String name) {
        try {
            return Name.fromString(name, Name.root);
        } catch (IOException e) {
            throw Invalid.because("\"" + name + "\" is no name", "");
        }
    }
}
