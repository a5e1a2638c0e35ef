package dev.freehold.server;

import dev.freehold.acme.Settings.Terms;
import dev.freehold.acme.Zones;
import dev.freehold.deploy.Policy;
import dev.freehold.domain.Dns;
import dev.freehold.domain.LiveDns;
import dev.freehold.domain.PublicAddresses;
import dev.freehold.model.Invalid;
import dev.freehold.model.Secret;
import dev.freehold.zone.CloudflareZone;
import dev.freehold.zone.Route53Zone;
import dev.freehold.zone.UpdatedZone;
import dev.freehold.zone.Zone;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// How domains of users' own are looked at, and get their certificates: `FREEHOLD_PUBLIC_ADDRESSES=203.0.113.7`,
/// `FREEHOLD_DNS_SERVER=127.0.0.1:5353`, `FREEHOLD_ACME_DIRECTORY=https://…`, `FREEHOLD_ACME_EMAIL=anna@example.com`,
/// `FREEHOLD_ACME_TERMS=agreed`, `FREEHOLD_ACME_ROOTS=/etc/ssl/ours.pem`, `FREEHOLD_DNS_UPDATES=127.0.0.1:53`,
/// `FREEHOLD_DNS_UPDATES_KEY=name:hmac-sha256:base64`, `FREEHOLD_CLOUDFLARE_TOKEN=…`,
/// `FREEHOLD_ROUTE53_KEY=ID:SECRET`.
///
/// @param visited the addresses at which visitors reach the edge
/// @param unproved what becomes of names that nobody has proved: others reach the platform, or nobody does
/// @param authority which is asked for certificates
/// @param zones that the platform may write
record DomainSettings(
        Set<InetAddress> visited,
        Dns dns,
        Policy.Unproved unproved,
        Optional<dev.freehold.acme.Settings> authority,
        Zones zones) {
    private static final Pattern SERVER = Pattern.compile("(.+?)(?::(\\d{1,5}))?");
    private static final int DNS_PORT = 53;
    private static final String OFF = "off";

    static DomainSettings in(Map<String, String> environment, String bind) {
        var bound = address(bind);
        var said = new Said(environment);
        return new DomainSettings(
                said.find("FREEHOLD_PUBLIC_ADDRESSES")
                        .map(PublicAddresses::parse)
                        .orElseGet(() -> PublicAddresses.of(bound)),
                said.find("FREEHOLD_DNS_SERVER")
                        .<Dns>map(server -> LiveDns.only(server(server)))
                        .orElseGet(LiveDns::ofThisMachine),
                bound.isLoopbackAddress() ? Policy.Unproved.SERVED : Policy.Unproved.REFUSED,
                authority(said, bound),
                new Zones(zones(said)));
    }

    private record Said(Map<String, String> environment) {
        Optional<String> find(String name) {
            return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
        }
    }

    /// A platform that others don't reach gets certificates only where it is told from whom.
    private static Optional<dev.freehold.acme.Settings> authority(Said said, InetAddress bound) {
        var named = said.find("FREEHOLD_ACME_DIRECTORY");
        boolean unasked = named.isEmpty() && bound.isLoopbackAddress();
        if (unasked || named.filter(OFF::equals).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                new dev.freehold.acme.Settings(
                        named.map(DomainSettings::directory)
                                .orElse(dev.freehold.acme.Settings.LETS_ENCRYPT),
                        said.find("FREEHOLD_ACME_EMAIL"),
                        said.find("FREEHOLD_ACME_TERMS")
                                .map(DomainSettings::terms)
                                .orElse(Terms.NOT_YET),
                        said.find("FREEHOLD_ACME_ROOTS").map(DomainSettings::content)));
    }

    private static URI directory(String text) {
        if (!text.matches("https://[^\\s/]+/\\S*")) {
            throw Invalid.because(
                    "FREEHOLD_ACME_DIRECTORY: \"" + text + "\" is no directory of an authority",
                    "for example https://acme-v02.api.letsencrypt.org/directory, or off");
        }
        return URI.create(text);
    }

    private static Terms terms(String text) {
        if (!text.equals("agreed")) {
            throw Invalid.because(
                    "FREEHOLD_ACME_TERMS: \"" + text + "\" says neither yes nor no",
                    "use \"agreed\", or unset it");
        }
        return Terms.AGREED;
    }

    private static String content(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw Invalid.because(
                    "FREEHOLD_ACME_ROOTS: \"" + file + "\" can't be read", "name a file of PEM");
        }
    }

    private static Map<String, Zone> zones(Said said) {
        var zones = new HashMap<String, Zone>();
        said.find("FREEHOLD_DNS_UPDATES")
                .ifPresent(server ->
                        zones.put(
                                "rfc2136",
                                new UpdatedZone(
                                        server(server), said.find("FREEHOLD_DNS_UPDATES_KEY"))));
        said.find("FREEHOLD_CLOUDFLARE_TOKEN")
                .ifPresent(token ->
                        zones.put(
                                "cloudflare",
                                new CloudflareZone(new Secret(token), CloudflareZone.API)));
        said.find("FREEHOLD_ROUTE53_KEY")
                .ifPresent(key ->
                        zones.put(
                                "route53",
                                new Route53Zone(
                                        new Secret(key), Route53Zone.API, Clock.systemUTC())));
        return zones;
    }

    private static InetSocketAddress server(String text) {
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
