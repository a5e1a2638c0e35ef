package dev.freehold.domain;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;

/// Asks the name servers that are responsible for a name, so that no cache tells what was true an hour ago;
/// which those are, the system's resolvers say. Safe for concurrent use.
public final class LiveDns implements Dns {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int MOST_SERVERS = 4;
    private static final int MOST_HOPS = 8;
    private static final int DNS_PORT = 53;

    private final List<InetSocketAddress> resolvers;
    private final boolean direct;
    private final int port;

    private LiveDns(List<InetSocketAddress> resolvers, boolean direct, int port) {
        this.resolvers = List.copyOf(resolvers);
        this.direct = direct;
        this.port = port;
    }

    /// As this machine resolves names.
    public static LiveDns ofThisMachine() {
        return new LiveDns(ResolverConfig.getCurrentConfig().servers(), false, DNS_PORT);
    }

    /// This one server is asked for everything.
    public static LiveDns only(InetSocketAddress server) {
        return new LiveDns(List.of(server), true, server.getPort());
    }

    /// @param port on which the responsible servers answer
    static LiveDns by(InetSocketAddress resolver, int port) {
        return new LiveDns(List.of(resolver), false, port);
    }

    @Override
    public Answer ask(String name, RecordType type) {
        try {
            return follow(Name.fromString(name, Name.root), type, MOST_HOPS);
        } catch (TextParseException _) {
            return new Answer.Failed("\"" + name + "\" is no name");
        } catch (IOException e) {
            return new Answer.Failed(reason(e));
        }
    }

    /// The name servers that are responsible for a name: those of the closest zone above it.
    public List<InetSocketAddress> responsible(String name) throws IOException {
        return responsible(Name.fromString(name, Name.root));
    }

    private Answer follow(Name name, RecordType type, int hops) throws IOException {
        var reply = send(responsible(name), name, number(type));
        int code = reply.getRcode();
        if (code != Rcode.NOERROR && code != Rcode.NXDOMAIN) {
            return new Answer.Failed("the name server says " + Rcode.string(code));
        }
        var records = reply.getSection(Section.ANSWER);
        var values = values(records, type);
        if (!values.isEmpty()) {
            return new Answer.Found(values);
        }
        var elsewhere = lastAlias(records);
        return elsewhere.isPresent() && hops > 0
                ? follow(elsewhere.get(), type, hops - 1)
                : new Answer.Nothing();
    }

    private static int number(RecordType type) {
        return org.xbill.DNS.Type.value(type.name());
    }

    private static List<String> values(List<Record> records, RecordType type) {
        return records.stream()
                .filter(record -> record.getType() == number(type))
                .map(LiveDns::value)
                .toList();
    }

    private static String value(Record record) {
        return switch (record) {
            case ARecord a -> a.getAddress().getHostAddress();
            case AAAARecord a -> a.getAddress().getHostAddress();
            case CNAMERecord alias -> alias.getTarget().toString(true);
            case TXTRecord text -> String.join("", text.getStrings());
            default -> record.rdataToString();
        };
    }

    private static Optional<Name> lastAlias(List<Record> records) {
        return records.stream()
                .filter(CNAMERecord.class::isInstance)
                .map(record -> ((CNAMERecord) record).getTarget())
                .reduce((_, last) -> last);
    }

    private List<InetSocketAddress> responsible(Name name) throws IOException {
        if (direct) {
            return resolvers;
        }
        for (var zone = name; zone.labels() > 1; zone = new Name(zone, 1)) {
            var servers = servers(zone);
            if (!servers.isEmpty()) {
                return servers;
            }
        }
        throw new IOException("nobody knows the name servers of \"" + name.toString(true) + "\"");
    }

    private List<InetSocketAddress> servers(Name zone) throws IOException {
        var reply = send(resolvers, zone, org.xbill.DNS.Type.NS);
        var servers = new ArrayList<InetSocketAddress>();
        for (var record : reply.getSection(Section.ANSWER)) {
            if (record instanceof NSRecord server && servers.size() < MOST_SERVERS) {
                addresses(server.getTarget())
                        .forEach(address -> servers.add(new InetSocketAddress(address, port)));
            }
        }
        return servers;
    }

    private List<InetAddress> addresses(Name server) throws IOException {
        return send(resolvers, server, org.xbill.DNS.Type.A).getSection(Section.ANSWER).stream()
                .filter(ARecord.class::isInstance)
                .map(record -> ((ARecord) record).getAddress())
                .toList();
    }

    /// The first one that answers for the name.
    private static Message send(List<InetSocketAddress> servers, Name name, int type)
            throws IOException {
        var failure = new IOException("there is no name server to ask");
        for (var server : servers) {
            try {
                var reply = send(server, name, type);
                if (reply.getRcode() != Rcode.REFUSED && reply.getRcode() != Rcode.SERVFAIL) {
                    return reply;
                }
                failure = said(server, Rcode.string(reply.getRcode()));
            } catch (IOException e) {
                failure = said(server, reason(e));
            }
        }
        throw failure;
    }

    private static IOException said(InetSocketAddress server, String what) {
        return new IOException(server.getAddress().getHostAddress() + " says: " + what);
    }

    private static Message send(InetSocketAddress server, Name name, int type) throws IOException {
        var resolver = new SimpleResolver(server);
        resolver.setTimeout(PATIENCE);
        return resolver.send(Message.newQuery(Record.newRecord(name, type, DClass.IN)));
    }

    private static String reason(IOException e) {
        var message = e.getMessage();
        return message == null ? "it does not answer" : message;
    }
}
