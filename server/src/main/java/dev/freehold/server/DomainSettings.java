package dev.freehold.server;

import dev.freehold.deploy.Policy;
import dev.freehold.domain.Dns;
import dev.freehold.domain.LiveDns;
import dev.freehold.domain.PublicAddresses;
import dev.freehold.model.Invalid;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// How domains of users' own are looked at: `FREEHOLD_PUBLIC_ADDRESSES=203.0.113.7,2001:db8::7`,
/// `FREEHOLD_DNS_SERVER=127.0.0.1:5353`.
///
/// @param visited the addresses at which visitors reach the edge
/// @param unproved what becomes of names that nobody has proved: others reach the platform, or nobody does
record DomainSettings(Set<InetAddress> visited, Dns dns, Policy.Unproved unproved) {
    private static final Pattern SERVER = Pattern.compile("(.+?)(?::(\\d{1,5}))?");
    private static final int DNS_PORT = 53;

    static DomainSettings in(Map<String, String> environment, String bind) {
        var bound = address(bind);
        var said = environment.getOrDefault("FREEHOLD_PUBLIC_ADDRESSES", "");
        return new DomainSettings(
                said.isEmpty() ? PublicAddresses.of(bound) : PublicAddresses.parse(said),
                dns(environment.getOrDefault("FREEHOLD_DNS_SERVER", "")),
                bound.isLoopbackAddress() ? Policy.Unproved.SERVED : Policy.Unproved.REFUSED);
    }

    private static Dns dns(String server) {
        return server.isEmpty() ? LiveDns.ofThisMachine() : LiveDns.only(server(server));
    }

    static InetSocketAddress server(String text) {
        var parts = SERVER.matcher(text);
        if (!parts.matches()) {
            throw Invalid.because("\"" + text + "\" is no server", "for example 127.0.0.1:5353");
        }
        var port = parts.group(2) == null ? DNS_PORT : Integer.parseInt(parts.group(2));
        return new InetSocketAddress(address(parts.group(1)), port);
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException _) {
            throw Invalid.because(
                    "\"" + text + "\" is no address of a machine", "use an IP address");
        }
    }
}
