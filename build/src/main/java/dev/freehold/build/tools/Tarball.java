package dev.freehold.build.tools;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.GZIPInputStream;

/// Unpacks a package as npm makes it: a gzipped tar (POSIX ustar, pax headers) of plain files below one
/// first folder, which is dropped. Links and anything that would leave the folder are refused.
final class Tarball {
    private static final int BLOCK = 512;
    private final DataInputStream in;

    private Tarball(InputStream in) {
        this.in = new DataInputStream(in);
    }

    static void unpack(Path tarball, Path into) throws IOException {
        try (var file = Files.newInputStream(tarball);
                var plain = new BufferedInputStream(new GZIPInputStream(file, 1 << 16), 1 << 16)) {
            new Tarball(plain).unpackInto(into);
        }
    }

    private void unpackInto(Path into) throws IOException {
        var longName = "";
        var header = new byte[BLOCK];
        while (readHeader(header)) {
            long size = octal(header, 124, 12);
            char type = (char) header[156];
            if (type == 'x' || type == 'L') {
                longName = longName(type, new String(block(size), StandardCharsets.UTF_8));
                continue;
            }
            if (type == '0' || type == 0) {
                var path = target(into, longName.isEmpty() ? name(header) : longName);
                write(path, size, (octal(header, 100, 8) & 0100) != 0);
            } else {
                block(size);
            }
            longName = "";
        }
    }

    /// False at the end, which is an empty block or the end of the stream.
    private boolean readHeader(byte[] header) throws IOException {
        int read = in.readNBytes(header, 0, BLOCK);
        if (read == 0) {
            return false;
        }
        if (read < BLOCK) {
            throw new EOFException("the package is cut off");
        }
        return header[0] != 0;
    }

    private static String name(byte[] header) {
        var prefix = text(header, 345, 155);
        var name = text(header, 0, 100);
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    /// GNU's `L` holds just the name; a pax header holds lines such as `30 path=package/…`.
    private static String longName(char type, String content) {
        if (type == 'L') {
            return content.replace("\0", "");
        }
        for (var line : content.split("\n")) {
            int path = line.indexOf(" path=");
            if (path >= 0) {
                return line.substring(path + " path=".length());
            }
        }
        return "";
    }

    private static Path target(Path into, String name) throws IOException {
        var path = into.resolve(name.substring(name.indexOf('/') + 1)).normalize();
        if (!path.startsWith(into) || path.equals(into)) {
            throw new IOException("the package holds \"" + name + "\", which leaves its folder");
        }
        return path;
    }

    private void write(Path path, long size, boolean executable) throws IOException {
        Files.createDirectories(path.getParent());
        try (var out = Files.newOutputStream(path)) {
            long left = size;
            while (left > 0) {
                var part = in.readNBytes((int) Math.min(left, 1 << 16));
                if (part.length == 0) {
                    throw new EOFException("the package is cut off in " + path.getFileName());
                }
                out.write(part);
                left -= part.length;
            }
        }
        in.skipNBytes(padding(size));
        var mode = executable ? "rwxr-xr-x" : "rw-r--r--";
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    private byte[] block(long size) throws IOException {
        var content = in.readNBytes((int) Math.min(size, 1 << 20));
        in.skipNBytes(size - content.length + padding(size));
        return content;
    }

    private static long padding(long size) {
        return (BLOCK - size % BLOCK) % BLOCK;
    }

    private static long octal(byte[] header, int from, int length) {
        var digits = text(header, from, length).strip();
        return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    }

    private static String text(byte[] header, int from, int length) {
        int end = from;
        while (end < from + length && header[end] != 0) {
            end++;
        }
        return new String(header, from, end - from, StandardCharsets.UTF_8);
    }
}
