package dev.freehold.sandbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private final Map<Path, Long> sizes = new ConcurrentHashMap<>();
    private final Thread watch =
            Thread.ofPlatform().daemon().name("log-cap").unstarted(this::watchForever);

    LogCap() {
        watch.start();
    }

    void add(Path log) {
        sizes.put(log, 0L);
        LockSupport.unpark(watch);
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
        var fresh = log.resolveSibling(log.getFileName() + ".1.new");
        try (var from = FileChannel.open(log, StandardOpenOption.READ, StandardOpenOption.WRITE);
                var to =
                        FileChannel.open(
                                fresh,
                                StandardOpenOption.CREATE,
                                StandardOpenOption.TRUNCATE_EXISTING,
                                StandardOpenOption.WRITE)) {
            copy(from, size - TAIL, to);
            from.truncate(0);
        }
        Files.move(
                fresh,
                log.resolveSibling(log.getFileName() + ".1"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    /// In as many pieces as the kernel likes; none are left when an app cut its log itself.
    private static void copy(FileChannel from, long start, FileChannel to) throws IOException {
        long piece;
        for (long at = start; (piece = from.transferTo(at, start + TAIL - at, to)) > 0; ) {
            at += piece;
        }
    }
}
