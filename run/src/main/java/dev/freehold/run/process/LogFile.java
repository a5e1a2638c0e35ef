package dev.freehold.run.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The output of one process, written by it and read here by place, so that no pipe can fill up or
/// break. What grew too long was rotated to `<file>.1`. Lines are UTF-8; what is none becomes `�`.
record LogFile(Path path) {
    private static final int MOST_AT_ONCE = 1 << 20;
    private static final byte NEW_LINE = '\n';

    /// Lines, and the place in the file where the next ones begin.
    record Chunk(List<String> lines, long next) {}

    /// The whole lines that follow a place. A file shorter than that was rotated since: then what is
    /// left of the old one comes first.
    Chunk after(long place) {
        return Disk.doing("read " + path, () -> place > size(path) ? rotated(place) : fresh(place));
    }

    /// Like [#after]; and where no whole line follows, the last one without an end: nothing more will
    /// come. Called again until it gives none.
    Chunk restAfter(long place) {
        var whole = after(place);
        if (whole.next() != place) {
            return whole;
        }
        var rest = Disk.doing("read " + path, () -> read(path, place));
        return new Chunk(lines(rest, rest.length), place + rest.length);
    }

    /// The last so many lines, looked for in the last megabyte.
    Chunk last(int count) {
        return Disk.doing("read " + path, () -> tail(count));
    }

    private Chunk tail(int count) throws IOException {
        long from = Math.max(0, size(path) - MOST_AT_ONCE);
        var chunk = fresh(from);
        var lines = new ArrayList<>(chunk.lines());
        if (from == 0 && lines.size() < count) {
            lines.addAll(0, endOf(earlier()));
        }
        return new Chunk(
                lines.subList(Math.max(0, lines.size() - count), lines.size()), chunk.next());
    }

    private Chunk rotated(long place) throws IOException {
        var old = read(earlier(), place);
        var lines = new ArrayList<>(lines(old, old.length));
        var chunk = fresh(0);
        lines.addAll(chunk.lines());
        return new Chunk(lines, chunk.next());
    }

    private Chunk fresh(long place) throws IOException {
        var bytes = read(path, place);
        int whole = wholeLines(bytes);
        return new Chunk(lines(bytes, whole), place + whole);
    }

    private Path earlier() {
        return path.resolveSibling(path.getFileName() + ".1");
    }

    private static List<String> endOf(Path file) throws IOException {
        var bytes = read(file, Math.max(0, size(file) - MOST_AT_ONCE));
        return lines(bytes, bytes.length);
    }

    /// Up to the last line's end; all of it, where one line fills everything.
    private static int wholeLines(byte[] bytes) {
        for (int i = bytes.length; i > 0; i--) {
            if (bytes[i - 1] == NEW_LINE) {
                return i;
            }
        }
        return bytes.length == MOST_AT_ONCE ? bytes.length : 0;
    }

    private static List<String> lines(byte[] bytes, int length) {
        return new String(bytes, 0, length, StandardCharsets.UTF_8).lines().toList();
    }

    private static long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException _) {
            return 0;
        }
    }

    private static byte[] read(Path file, long place) throws IOException {
        try (var channel = FileChannel.open(file)) {
            long left = Math.max(0, channel.size() - place);
            var bytes = ByteBuffer.allocate((int) Math.min(left, MOST_AT_ONCE));
            while (bytes.hasRemaining() && channel.read(bytes, place + bytes.position()) > 0) {
                // goes on until the block is full or the file ends
            }
            return java.util.Arrays.copyOf(bytes.array(), bytes.position());
        } catch (NoSuchFileException _) {
            return new byte[0];
        }
    }
}
