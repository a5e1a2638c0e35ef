package dev.freehold.domain;

import dev.freehold.model.Invalid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Where visitors reach this platform: as its owner says, or as its interfaces do.
public final class PublicAddresses {
    /// Never looked up as a name: only what is an address already.
    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private PublicAddresses() {}

    /// `203.0.113.7,2001:db8::7`
    ///
    /// @throws dev.freehold.model.FreeholdException INVALID
    public static Set<InetAddress> parse(String text) {
        return Arrays.stream(text.split("[,\\s]+"))
                .map(PublicAddresses::literal)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /// Those of the address that the edge listens on; of any, this machine's, those of the internet before
    /// those of a private network.
    public static Set<InetAddress> of(InetAddress bound) {
        if (!bound.isAnyLocalAddress()) {
            return Set.of(bound);
        }
        var all = ofInterfaces();
        var internet = kept(all, address -> !address.isSiteLocalAddress());
        return internet.isEmpty() ? all : internet;
    }

    private static Set<InetAddress> kept(Set<InetAddress> all, Predicate<InetAddress> which) {
        return all.stream().filter(which).collect(Collectors.toSet());
    }

    private static Set<InetAddress> ofInterfaces() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(PublicAddresses::isOutward)
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address ->
                            !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                    .map(PublicAddresses::withoutScope)
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InetAddress withoutScope(InetAddress address) {
        try {
            return InetAddress.getByAddress(address.getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
    }

    /// Bridges and pairs lead to apps and containers, not to the world.
    private static boolean isOutward(NetworkInterface one) {
        return !one.getName().matches("(docker|br-|veth|fh|lo|virbr|cni|flannel).*");
    }

    private static InetAddress literal(String text) {
        try {
            if (LITERAL.matcher(text).matches()) {
                return InetAddress.getByName(text);
            }
        } catch (IOException _) {
            // Told below.
        }
        throw Invalid.because(
                "\"" + text + "\" is no IP address", "for example \"203.0.113.7,2001:db8::7\"");
    }
}
