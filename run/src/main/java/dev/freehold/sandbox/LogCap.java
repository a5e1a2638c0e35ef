package dev.freehold.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps logs small and knows when they grew, without a pipe that would die with us: see [CappedLog].
///
/// One daemon thread looks at all sizes: five times a second, and fifty times while one grows fast, so
/// that even a process that writes as fast as it can takes no more than some hundred megabytes for a
/// moment.
final class LogCap {
    static final long MAX = CappedLog.MAX;
    static final long TAIL = CappedLog.TAIL;
    private static final Logger LOG = LoggerFactory.getLogger(LogCap.class);
    private static final Duration CALM = Duration.ofMillis(200);
    private static final Duration HURRIED = Duration.ofMillis(20);

    private final Map<Path, CappedLog> logs = new ConcurrentHashMap<>();
    private final Thread watch =
            Thread.ofPlatform().daemon().name("log-cap").unstarted(this::watchForever);

    LogCap() {
        watch.start();
    }

    /// @param begun when its process was started
    void add(Path log, Instant begun) {
        var capped = new CappedLog(log, begun);
        finishEarlier(log, capped);
        logs.put(log, capped);
        LockSupport.unpark(watch);
    }

    private static void finishEarlier(Path log, CappedLog capped) {
        try {
            capped.finish();
        } catch (IOException e) {
            LOG.warn("can't finish the rotation of a log file={}", log, e);
        }
    }

    /// The process is gone: a last look.
    void remove(Path log) {
        var capped = logs.remove(log);
        if (capped != null) {
            grew(log, capped);
        }
    }

    void close() {
        watch.interrupt();
    }

    private void watchForever() {
        while (!Thread.currentThread().isInterrupted()) {
            if (logs.isEmpty()) {
                LockSupport.park(this);
            }
            LockSupport.parkNanos(this, (lookAtAll() ? HURRIED : CALM).toNanos());
        }
    }

    /// Whether one of them grows fast.
    private boolean lookAtAll() {
        boolean fast = false;
        for (var entry : logs.entrySet()) {
            fast |= grew(entry.getKey(), entry.getValue()) > MAX / 16;
        }
        return fast;
    }

    private synchronized long grew(Path log, CappedLog capped) {
        try {
            return capped.look(Instant.now());
        } catch (IOException e) {
            LOG.debug("can't look at the log file={}", log, e);
            return 0;
        }
    }
}
