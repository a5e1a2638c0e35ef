package dev.freehold.sandbox;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A network namespace with one line to the host: four addresses, of which the host's end is the
/// second and the app's the third.
///
/// @param number 0 to `COUNT` - 1; unique on the host
record Slot(int number) {
    static final int COUNT = 1024;

    /// All addresses of all slots.
    static final String RANGE = "10.210.0.0/20";

    /// Of the host's ends, as iptables writes "all that begin so".
    static final String INTERFACES = "freehold+";

    private static final Path NAMESPACES = Path.of("/run/netns");

    String namespace() {
        return "freehold-" + number;
    }

    Path namespaceFile() {
        return NAMESPACES.resolve(namespace());
    }

    String hostInterface() {
        return "freehold" + number;
    }

    /// Where the host reaches the app.
    String address() {
        return address(2);
    }

    /// For `ip -batch` in the host's namespace.
    List<String> makingOnHost() {
        return List.of(
                "netns add " + namespace(),
                "link add " + hostInterface() + " type veth peer name eth0 netns " + namespace(),
                "link set " + hostInterface() + " addrgenmode none",
                "addr add " + address(1) + "/30 dev " + hostInterface(),
                "link set " + hostInterface() + " up");
    }

    /// For `ip -batch` in its own: no address of IPv6 but the loopback's.
    List<String> makingInside() {
        return List.of(
                "link set lo up",
                "link set eth0 addrgenmode none",
                "addr add " + address(2) + "/30 dev eth0",
                "link set eth0 up",
                "route add default via " + address(1));
    }

    /// The host takes nothing from this line that does not come from its address, nor IPv6.
    void guard() {
        setting("ipv4", "rp_filter", "1");
        setting("ipv4", "forwarding", "1");
        setting("ipv6", "disable_ipv6", "1");
    }

    private void setting(String family, String name, String value) {
        var file = Path.of("/proc/sys/net", family, "conf", hostInterface(), name);
        try {
            if (Files.exists(file)) {
                Files.writeString(file, value);
            }
        } catch (IOException e) {
            throw new FreeholdException(
                    ErrorCode.INTERNAL,
                    "\"" + file + "\" can't be set: " + e.getMessage(),
                    "see freehold doctor",
                    e);
        }
    }

    InetAddress inetAddress() {
        try {
            return InetAddress.getByName(address());
        } catch (java.net.UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private String address(int place) {
        return "10.210." + number / 64 + "." + (number % 64 * 4 + place);
    }
}
