package dev.freehold.run.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The output of one process, written by it and read here by place, so that no pipe can fill up or
/// break. Lines are UTF-8; what is none becomes `�`.
///
/// A place counts from the first byte that was ever written. What grew too long was rotated by the
/// sandbox: `<file>.1` holds the bytes that stood directly before those in the file, and `<file>.cut`
/// says how many that were in all; `<file>.cut.new` is there while it rotates.
record LogFile(Path path) {
    private static final int MOST_AT_ONCE = 1 << 20;
    private static final Set<OpenOption> APPENDING =
            Set.of(StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);
    private static final long MOST_COUNTED = 16 << 20;
    private static final byte NEW_LINE = '\n';

    /// @param place of its first byte
    record Line(long place, String text) {}

    /// Lines, and the place where the next ones begin.
    record Chunk(List<Line> placed, long next) {
        List<String> lines() {
            return placed.stream().map(Line::text).toList();
        }
    }

    /// Bytes as they were written, from a place on.
    private record Piece(long from, byte[] bytes) {}

    /// The whole lines that follow a place. What was rotated away twice is gone, and that is said.
    Chunk after(long place) {
        return Disk.doing("read " + path, () -> whole(place, piece(place)));
    }

    /// Like [#after]; and where no whole line follows, the last one without an end: nothing more will
    /// come. Called again until it gives none.
    Chunk restAfter(long place) {
        var whole = after(place);
        if (whole.next() != place) {
            return whole;
        }
        var rest = Disk.doing("read " + path, () -> piece(place)).bytes();
        return new Chunk(lines(place, rest, rest.length), place + rest.length);
    }

    /// The last so many lines, looked for in the last megabyte.
    Chunk last(int count) {
        return Disk.doing("read " + path, () -> tail(count));
    }

    /// Where what is kept begins.
    long begin() {
        return Disk.doing("read " + path, () -> cut() - size(beside(".1")));
    }

    /// Where it ends now, perhaps within a line.
    long end() {
        return Disk.doing("read " + path, () -> cut() + size(path));
    }

    /// What it takes on the disk. An app may make its log look larger than it is, for a moment: nobody else's
    /// goes for that.
    long bytes() {
        return Disk.doing(
                "read " + path,
                () ->
                        Math.min(size(path), MOST_COUNTED)
                                + size(beside(".1"))
                                + size(beside(".times")));
    }

    /// One more line, which begins at the start of one. Where the app made the file a link to another,
    /// which it can't, that other would not be written to.
    void append(String line) throws IOException {
        try (var channel = FileChannel.open(path, APPENDING)) {
            var start = endsALine() ? "" : "\n";
            channel.write(ByteBuffer.wrap((start + line + "\n").getBytes(StandardCharsets.UTF_8)));
        }
    }

    private boolean endsALine() throws IOException {
        long size = size(path);
        return size == 0 || read(path, size - 1)[0] == NEW_LINE;
    }

    private Chunk tail(int count) throws IOException {
        var from = Math.max(0, cut() + size(path) - MOST_AT_ONCE);
        var piece = piece(from);
        var chunk = whole(piece.from(), piece);
        var lines = chunk.placed();
        return new Chunk(
                lines.subList(Math.max(0, lines.size() - count), lines.size()), chunk.next());
    }

    private static Chunk whole(long place, Piece piece) {
        int length = wholeLines(piece.bytes());
        var lines = new ArrayList<Line>();
        if (piece.from() > place) {
            long gone = piece.from() - place;
            lines.add(
                    new Line(
                            piece.from(),
                            "[" + gone + " bytes are gone: more was written than is kept]"));
        }
        lines.addAll(lines(piece.from(), piece.bytes(), length));
        return new Chunk(lines, piece.from() + length);
    }

    /// Read again where it was rotated meanwhile.
    private Piece piece(long place) throws IOException {
        while (true) {
            long cut = cut();
            var piece = place < cut ? rotated(place, cut) : fresh(place, cut);
            if (cut == cut()) {
                return piece;
            }
        }
    }

    /// A file that is shorter than that was emptied: by the app, which may (`> /dev/stdout` does), and
    /// is read from its start; or just now by a rotation, which says in a moment what it cut.
    private Piece fresh(long place, long cut) throws IOException {
        boolean emptied = place - cut > size(path) && !Files.exists(beside(".cut.new"));
        long from = emptied ? cut : place;
        return new Piece(from, read(path, from - cut));
    }

    private Piece rotated(long place, long cut) throws IOException {
        var earlier = beside(".1");
        long began = cut - size(earlier);
        long from = Math.max(place, began);
        var bytes = new ByteArrayOutputStream();
        bytes.write(read(earlier, from - began));
        if (from + bytes.size() >= cut) {
            bytes.write(read(path, 0));
        }
        return new Piece(from, bytes.toByteArray());
    }

    /// How many bytes stood before those in the file.
    private long cut() throws IOException {
        try {
            return Long.parseLong(Files.readString(beside(".cut")).strip());
        } catch (NoSuchFileException never) {
            return 0;
        } catch (NumberFormatException damaged) {
            return 0;
        }
    }

    private Path beside(String ending) {
        return path.resolveSibling(path.getFileName() + ending);
    }

    /// Up to the last line's end; all of it, where one line fills everything.
    private static int wholeLines(byte[] bytes) {
        for (int i = bytes.length; i > 0; i--) {
            if (bytes[i - 1] == NEW_LINE) {
                return i;
            }
        }
        return bytes.length >= MOST_AT_ONCE ? bytes.length : 0;
    }

    private static List<Line> lines(long from, byte[] bytes, int length) {
        var lines = new ArrayList<Line>();
        int begin = 0;
        for (int i = 0; i < length; i++) {
            if (bytes[i] == NEW_LINE || i == length - 1) {
                add(
                        new String(bytes, begin, i + 1 - begin, StandardCharsets.UTF_8),
                        from + begin,
                        lines);
                begin = i + 1;
            }
        }
        return lines;
    }

    /// A bar that is drawn again and again, each time after a carriage return, is as many lines.
    private static void add(String text, long place, List<Line> lines) {
        text.lines().forEach(line -> lines.add(new Line(place, line)));
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
