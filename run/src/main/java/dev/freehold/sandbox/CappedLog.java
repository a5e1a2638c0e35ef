package dev.freehold.sandbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;

/// One log that is kept small while its process writes to it, and whose growth is noted with its time.
/// Guarded by [LogCap]'s lock.
///
/// The tail of a log that grew too big is copied to `<file>.1` and the file is emptied. Its writers
/// append, so they go on at its new end; what they write between the copy and the cut is lost.
/// `<file>.cut` says how many bytes went before those that are in the file now, so that a reader's
/// place, counted from the very first byte, stays what it is.
final class CappedLog {
    static final long MAX = 8L << 20;
    static final long TAIL = 4L << 20;

    /// A look that comes later than this says "until".
    private static final Duration SURE = Duration.ofSeconds(2);

    private static final String CUT = ".cut";
    private static final String CUT_NEW = ".cut.new";

    private final Path log;
    private final LogTimes times;
    private Instant lastLook;
    private boolean known;
    private long size;
    private long cut;
    private long timesSize;

    /// @param begun when its process was started: nothing of it is older
    CappedLog(Path log, Instant begun) {
        this.log = log;
        this.times = new LogTimes(log);
        this.lastLook = begun;
    }

    /// Whatever an earlier platform noted of it; not before the first look, so that no start waits for it.
    private void learn() throws IOException {
        cut = cutBefore();
        timesSize = times.size();
        var marks = times.read();
        if (marks.count() > 0) {
            times.shrink(Long.MIN_VALUE);
            lastLook = marks.time(marks.count() - 1);
            size = Math.max(0, marks.end() - cut);
        }
        known = true;
    }

    /// Notes and caps what came since the last look.
    ///
    /// @return how many bytes that were
    long look(Instant now) throws IOException {
        if (!known) {
            learn();
        }
        long before = size;
        size = Files.size(log);
        long grown = size - before;
        long end = cut + size;
        if (size > MAX) {
            rotate();
        }
        note(grown, end, now);
        lastLook = now;
        return grown;
    }

    /// A log that is shorter than it was had been emptied by its app: it is read from its start.
    private void note(long grown, long end, Instant now) throws IOException {
        if (grown < 0) {
            times.clear();
            timesSize = 0;
        }
        if (grown == 0 || (end == cut && grown < 0)) {
            return;
        }
        times.add(end, now, lastLook.plus(SURE).isBefore(now));
        timesSize += LogTimes.MARK;
        if (timesSize >= LogTimes.MOST) {
            times.shrink(cut - 2 * TAIL);
            timesSize = times.size();
        }
    }

    private void rotate() throws IOException {
        try (var from = FileChannel.open(log, StandardOpenOption.READ, StandardOpenOption.WRITE);
                var to =
                        FileChannel.open(
                                beside(".1.new"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.TRUNCATE_EXISTING,
                                StandardOpenOption.WRITE)) {
            cut += copy(from, size - TAIL, to);
            Files.writeString(beside(CUT_NEW), Long.toString(cut));
            from.truncate(0);
        }
        size = 0;
        Files.move(beside(".1.new"), beside(".1"), StandardCopyOption.ATOMIC_MOVE);
        finish();
    }

    /// From now on readers count with it; also what a platform that was killed had begun.
    void finish() throws IOException {
        if (Files.exists(beside(CUT_NEW))) {
            Files.move(beside(CUT_NEW), beside(CUT), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private long cutBefore() throws IOException {
        var file = beside(CUT);
        try {
            return Files.exists(file) ? Long.parseLong(Files.readString(file).strip()) : 0;
        } catch (NumberFormatException torn) {
            // A full disk or a kill left it empty: readers' places are lost, the cap is not.
            return 0;
        }
    }

    private Path beside(String ending) {
        return log.resolveSibling(log.getFileName() + ending);
    }

    /// In as many pieces as the kernel likes; none are left when an app cut its log itself. What came
    /// meanwhile is copied too, but not without end.
    ///
    /// @return where it stopped
    private static long copy(FileChannel from, long start, FileChannel to) throws IOException {
        long at = start;
        for (long piece = 1; piece > 0 && at < start + 2 * TAIL; at += piece) {
            piece = from.transferTo(at, start + 2 * TAIL - at, to);
        }
        return at;
    }
}
