package dev.freehold.node;

import dev.freehold.edge.RequestLog;
import dev.freehold.model.Site;
import dev.freehold.run.RequestBook;
import dev.freehold.run.RequestLine;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes down every request that was passed on to an instance. What files answer is left out: there is
/// much of it, and nothing of it fails.
///
/// An event loop only puts a line into a queue; what is more than the queue holds is dropped and counted.
/// One daemon thread writes what has gathered in a tenth of a second at once. It sleeps while nobody asks,
/// and is woken by the first request after, so that a loop pays for a wake-up ten times a second at most.
public final class RequestRecorder implements RequestLog, AutoCloseable {
    static final int MOST_WAITING = 16_384;
    private static final Logger LOG = LoggerFactory.getLogger(RequestRecorder.class);
    private static final Duration GATHERS = Duration.ofMillis(100);

    private final RequestBook book;
    private final Clock clock;
    private final ConcurrentLinkedQueue<RequestLine> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong dropped = new AtomicLong();
    private final Thread writer =
            Thread.ofPlatform().daemon().name("request-log").unstarted(this::writeForever);
    private volatile boolean asleep;
    private volatile boolean closed;

    public RequestRecorder(RequestBook book, Clock clock) {
        this.book = book;
        this.clock = clock;
        writer.start();
    }

    @Override
    public void finished(Line line) {
        if (line.service().isEmpty() || line.site().isEmpty()) {
            return;
        }
        if (count.get() >= MOST_WAITING) {
            dropped.incrementAndGet();
            return;
        }
        count.incrementAndGet();
        waiting.add(kept(line, line.site().get()));
        if (asleep) {
            asleep = false;
            LockSupport.unpark(writer);
        }
    }

    /// How many lines there was no room for.
    public long dropped() {
        return dropped.get();
    }

    private RequestLine kept(Line line, Site site) {
        return new RequestLine(
                clock.instant(),
                line.requestId(),
                site.deployment(),
                line.service().orElseThrow(),
                line.instance(),
                line.method(),
                line.path(),
                line.status(),
                line.duration(),
                line.bytes());
    }

    private void writeForever() {
        long told = 0;
        while (!closed) {
            sleepUntilAsked();
            LockSupport.parkNanos(this, GATHERS.toNanos());
            writeWaiting();
            if (dropped.get() > told) {
                LOG.warn("dropped lines of requests count={}", dropped.get() - told);
                told = dropped.get();
            }
        }
    }

    private void sleepUntilAsked() {
        asleep = true;
        while (waiting.isEmpty() && asleep && !closed) {
            LockSupport.park(this);
        }
        asleep = false;
    }

    /// A full disk loses lines, and nothing else.
    private synchronized void writeWaiting() {
        var lines = new ArrayList<RequestLine>();
        for (var line = waiting.poll(); line != null; line = waiting.poll()) {
            lines.add(line);
        }
        try {
            if (!lines.isEmpty()) {
                book.write(lines);
            }
        } catch (RuntimeException e) {
            dropped.addAndGet(lines.size());
            LOG.warn("could not write down requests count={}", lines.size(), e);
        } finally {
            count.addAndGet(-lines.size());
        }
    }

    /// Writes what has come so far.
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(writer);
        writeWaiting();
    }
}
