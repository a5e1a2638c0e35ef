package dev.freehold.authority;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;

/// Writes the values of which a certificate consists, in DER (ITU-T X.690).
final class Der {
    static final byte[] TRUE = value(0x01, new byte[] {(byte) 0xff});

    /// Written that way up to 2049 (RFC 5280 §4.1.2.5).
    private static final DateTimeFormatter UTC_TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private Der() {}

    static byte[] sequence(byte[]... parts) {
        return value(0x30, joined(parts));
    }

    static byte[] set(byte[]... parts) {
        return value(0x31, joined(parts));
    }

    static byte[] integer(BigInteger number) {
        return value(0x02, number.toByteArray());
    }

    static byte[] octets(byte[] content) {
        return value(0x04, content);
    }

    static byte[] text(String text) {
        return value(0x0c, text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] time(Instant instant) {
        return value(0x17, UTC_TIME.format(instant).getBytes(StandardCharsets.US_ASCII));
    }

    /// Of whole bytes.
    static byte[] bits(byte[] content) {
        return value(0x03, joined(new byte[] {0}, content));
    }

    /// The last `unused` bits are not part of it.
    static byte[] bits(int first, int unused) {
        return value(0x03, new byte[] {(byte) unused, (byte) first});
    }

    /// @param number `1.2.840.10045.2.1`
    static byte[] identifier(String number) {
        var arcs = Stream.of(number.split("\\.")).map(Long::valueOf).toList();
        var content = new ByteArrayOutputStream();
        writeArc(arcs.get(0) * 40 + arcs.get(1), content);
        arcs.subList(2, arcs.size()).forEach(arc -> writeArc(arc, content));
        return value(0x06, content.toByteArray());
    }

    /// A value in brackets, `[number]`, that holds others.
    static byte[] tagged(int number, byte[]... parts) {
        return value(0xa0 | number, joined(parts));
    }

    /// A value in brackets, `[number]`, in place of one of another type.
    static byte[] implicit(int number, byte[] content) {
        return value(0x80 | number, content);
    }

    private static byte[] value(int tag, byte[] content) {
        var out = new ByteArrayOutputStream();
        out.write(tag);
        writeLength(content.length, out);
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static void writeLength(int length, ByteArrayOutputStream out) {
        if (length < 0x80) {
            out.write(length);
        } else if (length < 0x100) {
            out.writeBytes(new byte[] {(byte) 0x81, (byte) length});
        } else {
            out.writeBytes(new byte[] {(byte) 0x82, (byte) (length >> 8), (byte) length});
        }
    }

    /// Seven bits a byte, the highest first.
    private static void writeArc(long arc, ByteArrayOutputStream out) {
        int bits = Math.max(1, Long.SIZE - Long.numberOfLeadingZeros(arc));
        for (int shift = (bits - 1) / 7 * 7; shift > 0; shift -= 7) {
            out.write((int) ((arc >> shift) & 0x7f) | 0x80);
        }
        out.write((int) (arc & 0x7f));
    }

    static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        List.of(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }
}
