package dev.freehold.shelf;

import dev.freehold.model.Digest;
import dev.freehold.model.NamePattern;
import dev.freehold.model.ServerCertificate;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/// What is known of a certificate without reading it: 100,000 of them are in memory.
///
/// @param notBefore seconds since 1970, as `notAfter`
record Entry(Digest id, long notBefore, long notAfter, List<String> names) {
    Entry {
        names = List.copyOf(names);
    }

    static final Comparator<Entry> LONGEST_FIRST =
            Comparator.comparingLong(Entry::notAfter).reversed().thenComparing(Entry::id);

    static Entry of(ServerCertificate certificate) {
        return new Entry(
                certificate.id(),
                certificate.notBefore().getEpochSecond(),
                certificate.notAfter().getEpochSecond(),
                certificate.names().stream().map(NamePattern::value).sorted().toList());
    }

    /// A line of the index, with what shows that it is whole.
    String line() {
        var content = id.hex() + " " + notBefore + " " + notAfter + " " + String.join(" ", names);
        return content + " " + sum(content) + "\n";
    }

    /// Empty where the line was not written to its end, or runs into another one.
    static Optional<Entry> parse(String line) {
        int end = line.lastIndexOf(' ');
        if (end < 0 || !line.substring(end + 1).equals(sum(line.substring(0, end)))) {
            return Optional.empty();
        }
        var parts = line.substring(0, end).split(" ");
        return Optional.of(
                new Entry(
                        new Digest(parts[0]),
                        Long.parseLong(parts[1]),
                        Long.parseLong(parts[2]),
                        List.of(parts).subList(3, parts.length)));
    }

    private static String sum(String content) {
        var crc = new CRC32();
        crc.update(content.getBytes(StandardCharsets.ISO_8859_1));
        return Long.toHexString(crc.getValue());
    }

    boolean isValidAt(Instant now) {
        return notBefore <= now.getEpochSecond() && !isExpiredAt(now);
    }

    boolean isExpiredAt(Instant now) {
        return notAfter <= now.getEpochSecond();
    }
}
