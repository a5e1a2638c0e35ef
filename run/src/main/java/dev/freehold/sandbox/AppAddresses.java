package dev.freehold.sandbox;

import dev.freehold.model.FreeholdException;
import dev.freehold.model.Invalid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The 4,096 private addresses of which each app's network takes four. All platforms of a host share
/// them. The host must have no other use for them: what is there would be out of its reach.
///
/// @param first the lowest, as a number of 32 bits
public record AppAddresses(int first) {
    private static final int PREFIX = 20;
    private static final Path ROUTES = Path.of("/proc/net/route");
    private static final Pattern WRITTEN =
            Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.0/20");

    public static final AppAddresses DEFAULT = parse("10.210.0.0/20");

    /// @param text `10.211.16.0/20`: private (RFC 1918) and on the border of 4,096 addresses
    public static AppAddresses parse(String text) {
        var match = WRITTEN.matcher(text);
        if (!match.matches()) {
            throw wrong(text);
        }
        int first = 0;
        for (int group = 1; group <= 3; group++) {
            int part = Integer.parseInt(match.group(group));
            if (part > 255) {
                throw wrong(text);
            }
            first = first << 8 | part;
        }
        var addresses = new AppAddresses(first << 8);
        if (!addresses.isPrivate() || addresses.first != (addresses.first & mask(PREFIX))) {
            throw wrong(text);
        }
        return addresses;
    }

    /// As iptables and ip write it.
    String range() {
        return address(0) + "/" + PREFIX;
    }

    /// @param place 0 to 4,095
    String address(int place) {
        int address = first + place;
        return (address >>> 24)
                + "."
                + (address >>> 16 & 255)
                + "."
                + (address >>> 8 & 255)
                + "."
                + (address & 255);
    }

    /// A route of this host's that leads elsewhere with some of these addresses.
    Optional<String> clash() {
        try {
            return clash(Files.readAllLines(ROUTES));
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    /// @param table lines of `/proc/net/route` (proc(5)): interface, destination and, eighth, the mask,
    ///     in the processor's byte order
    Optional<String> clash(List<String> table) {
        return table.stream()
                .skip(1)
                .map(line -> line.split("\\s+"))
                .filter(fields -> fields.length > 7)
                .filter(fields -> !fields[0].startsWith(Slot.INTERFACE) && !fields[0].equals("*"))
                .filter(fields -> overlaps(number(fields[1]), number(fields[7])))
                .map(fields ->
                        new AppAddresses(number(fields[1])).address(0)
                                + "/"
                                + Integer.bitCount(number(fields[7]))
                                + " leads to "
                                + fields[0])
                .findFirst();
    }

    /// The default route, which has no mask, leads everywhere and is no clash.
    private boolean overlaps(int destination, int mask) {
        int common = mask & mask(PREFIX);
        return mask != 0 && (destination & common) == (first & common);
    }

    private boolean isPrivate() {
        return (first & mask(8)) == 10 << 24
                || (first & mask(12)) == (172 << 24 | 16 << 16)
                || (first & mask(16)) == (192 << 24 | 168 << 16);
    }

    private static int mask(int prefix) {
        return -1 << (32 - prefix);
    }

    private static int number(String hex) {
        return Integer.reverseBytes(Integer.parseUnsignedInt(hex, 16));
    }

    private static FreeholdException wrong(String text) {
        return Invalid.because(
                "\"" + text + "\" are no addresses for apps",
                "give 4,096 private addresses that this host does not use, for example 10.211.16.0/20");
    }
}
