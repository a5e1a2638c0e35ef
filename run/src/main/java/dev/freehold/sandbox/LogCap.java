package dev.freehold.sandbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps logs small while their processes write to them, without a pipe that would die with us: the
/// tail of a log that grew too big is copied to `<file>.1` and the file is emptied. Its writers
/// append, so they go on at its new end; what they write between the copy and the cut is lost.
/// `<file>.cut` says how many bytes went before those that are in the file now, so that a reader's
/// place, counted from the very first byte, stays what it is.
///
/// One daemon thread looks at all sizes: seldom, and fifty times a second while one grows fast, so
/// that even a process that writes as fast as it can takes no more than some hundred megabytes for a
/// moment.
final class LogCap {
    static final long MAX = 8L << 20;
    static final long TAIL = 4L << 20;
    private static final Logger LOG = LoggerFactory.getLogger(LogCap.class);
    private static final Duration CALM = Duration.ofMillis(200);
    private static final Duration HURRIED = Duration.ofMillis(20);
    private static final String CUT = ".cut";
    private static final String CUT_NEW = ".cut.new";

    private final Map<Path, Long> sizes = new ConcurrentHashMap<>();
    private final Thread watch =
            Thread.ofPlatform().daemon().name("log-cap").unstarted(this::watchForever);

    LogCap() {
        watch.start();
    }

    void add(Path log) {
        finishEarlier(log);
        sizes.put(log, 0L);
        LockSupport.unpark(watch);
    }

    private static void finishEarlier(Path log) {
        try {
            finish(log);
        } catch (IOException e) {
            LOG.warn("can't finish the rotation of a log file={}", log, e);
        }
    }

    /// The process is gone: a last look.
    void remove(Path log) {
        sizes.remove(log);
        grew(log, 0);
    }

    void close() {
        watch.interrupt();
    }

    private void watchForever() {
        while (!Thread.currentThread().isInterrupted()) {
            if (sizes.isEmpty()) {
                LockSupport.park(this);
            }
            LockSupport.parkNanos(this, (lookAtAll() ? HURRIED : CALM).toNanos());
        }
    }

    /// Whether one of them grows fast.
    private boolean lookAtAll() {
        boolean fast = false;
        for (var entry : sizes.entrySet()) {
            fast |= grew(entry.getKey(), entry.getValue()) > MAX / 16;
        }
        return fast;
    }

    private synchronized long grew(Path log, long before) {
        try {
            long size = Files.size(log);
            if (size > MAX) {
                rotate(log, size);
            }
            sizes.computeIfPresent(log, (same, old) -> size > MAX ? 0 : size);
            return size - before;
        } catch (IOException e) {
            LOG.debug("can't look at the log file={}", log, e);
            return 0;
        }
    }

    private static void rotate(Path log, long size) throws IOException {
        try (var from = FileChannel.open(log, StandardOpenOption.READ, StandardOpenOption.WRITE);
                var to =
                        FileChannel.open(
                                beside(log, ".1.new"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.TRUNCATE_EXISTING,
                                StandardOpenOption.WRITE)) {
            long cut = copy(from, size - TAIL, to);
            Files.writeString(beside(log, CUT_NEW), Long.toString(cutBefore(log) + cut));
            from.truncate(0);
        }
        Files.move(beside(log, ".1.new"), beside(log, ".1"), StandardCopyOption.ATOMIC_MOVE);
        finish(log);
    }

    /// From now on readers count with it; also what a platform that was killed had begun.
    private static void finish(Path log) throws IOException {
        if (Files.exists(beside(log, CUT_NEW))) {
            Files.move(beside(log, CUT_NEW), beside(log, CUT), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static long cutBefore(Path log) throws IOException {
        var file = beside(log, CUT);
        try {
            return Files.exists(file) ? Long.parseLong(Files.readString(file).strip()) : 0;
        } catch (NumberFormatException torn) {
            // A full disk or a kill left it empty: readers' places are lost, the cap is not.
            return 0;
        }
    }

    private static Path beside(Path log, String ending) {
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
