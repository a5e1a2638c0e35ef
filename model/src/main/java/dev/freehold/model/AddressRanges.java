package dev.freehold.model;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Addresses of machines, one by one or by network: `10.0.0.0/8, 2001:db8::/32, 127.0.0.1` (RFC 4632, RFC 4291).
public record AddressRanges(List<Range> ranges) {
    public static final AddressRanges NONE = new AddressRanges(List.of());

    /// An address as it is written, so that no name server is asked.
    private static final Pattern ADDRESS =
            Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");

    /// A network.
    ///
    /// @param text as it was written
    /// @param bits that all its addresses have in common, from the first
    public record Range(String text, InetAddress first, int bits) {
        static Range parse(String text) {
            int slash = text.indexOf('/');
            var first = find(slash < 0 ? text : text.substring(0, slash));
            int most = first.map(a -> a.getAddress().length * 8).orElse(0);
            int bits = slash < 0 ? most : bits(text.substring(slash + 1));
            if (first.isEmpty() || bits > most) {
                throw Invalid.because(
                        "\"" + text + "\" is no address and no network",
                        "use addresses such as 192.0.2.7 or 2001:db8::7, or networks such as 10.0.0.0/8");
            }
            return new Range(text, first.get(), bits);
        }

        private static int bits(String text) {
            return text.matches("\\d{1,3}") ? Integer.parseInt(text) : Integer.MAX_VALUE;
        }

        boolean contains(InetAddress address) {
            var mine = first.getAddress();
            var other = address.getAddress();
            boolean same = mine.length == other.length;
            for (int bit = 0; same && bit < bits; bit++) {
                int mask = 0x80 >> bit % 8;
                same = (mine[bit / 8] & mask) == (other[bit / 8] & mask);
            }
            return same;
        }
    }

    public AddressRanges {
        ranges = List.copyOf(ranges);
    }

    /// Parted by commas or spaces; an empty text names none.
    ///
    /// @throws FreeholdException INVALID where one is no address
    public static AddressRanges parse(String text) {
        return of(Stream.of(text.split("[,\\s]+")).filter(part -> !part.isEmpty()).toList());
    }

    /// @throws FreeholdException INVALID where one is no address
    public static AddressRanges of(List<String> texts) {
        return new AddressRanges(texts.stream().map(Range::parse).toList());
    }

    public boolean contains(InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    /// What is no address is in no range.
    public boolean contains(String address) {
        return !isEmpty() && find(address).filter(this::contains).isPresent();
    }

    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    /// Reads an address; names are none, and no name server is asked.
    public static Optional<InetAddress> find(String text) {
        try {
            return ADDRESS.matcher(text).matches()
                    ? Optional.of(InetAddress.getByName(text))
                    : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
