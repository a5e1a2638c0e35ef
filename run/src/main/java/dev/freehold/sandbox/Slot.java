package dev.freehold.sandbox;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A line from the host to one network namespace: four addresses, of which the host's end has the
/// second and the app's the third.
///
/// @param addresses whose addresses it takes
/// @param number 0 to `COUNT` - 1; unique on the host, because its interface's name is
record Slot(AppAddresses addresses, int number) {
    static final int COUNT = 1024;

    /// Of the host's ends, as iptables writes "all that begin so".
    static final String INTERFACES = "freehold+";

    static final String INTERFACE = "freehold";
    private static final Path ALL_INTERFACES = Path.of("/sys/class/net");

    String hostInterface() {
        return INTERFACE + number;
    }

    boolean taken() {
        return Files.exists(ALL_INTERFACES.resolve(hostInterface()));
    }

    /// Where the host reaches the app.
    InetAddress address() {
        try {
            return InetAddress.getByName(address(2));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    /// For `ip -batch` in the host's namespace; the other end goes to that of this process. First, the
    /// addresses of slots that are not there lead nowhere: else what is still sent to an app that just
    /// died would leave by the host's default route.
    List<String> makingOnHost(long process) {
        return List.of(
                "route replace unreachable " + addresses.range(),
                "link add " + hostInterface() + " type veth peer name eth0 netns " + process,
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

    private String address(int place) {
        return addresses.address(4 * number + place);
    }
}
