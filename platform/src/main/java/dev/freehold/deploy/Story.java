package dev.freehold.deploy;

import dev.freehold.model.FreeholdException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a deploy has said so far, and says next: whoever follows gets all of it from the start, however
/// late. Guarded by its lock.
public final class Story {
    private static final Logger LOG = LoggerFactory.getLogger(Story.class);

    /// A build that says more than this is cut here; its log file has everything.
    private static final int MOST = 20_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final List<DeployEvent> events = new ArrayList<>();
    private final DeployLog log;
    private boolean ended;
    private boolean logFailed;
    private int listening;

    Story(DeployLog log) {
        this.log = log;
    }

    /// A story that is over, told again.
    static Story of(List<DeployEvent> events) {
        var story = new Story(DeployLog.NONE);
        story.events.addAll(events);
        story.ended = true;
        return story;
    }

    void step(DeployEvent.Step.Name step, String text) {
        tell(new DeployEvent.Step(step, text));
    }

    void log(String line) {
        tell(new DeployEvent.Log(line));
    }

    void tell(DeployEvent event) {
        lock.lock();
        try {
            if (events.size() < MOST || !(event instanceof DeployEvent.Log)) {
                events.add(event);
            }
            ended |= event.isLast();
            more.signalAll();
            keep(event);
        } finally {
            lock.unlock();
        }
    }

    /// A full disk ends what needs the disk; that a log has a gap ends nothing.
    private void keep(DeployEvent event) {
        try {
            log.write(event);
            if (event.isLast()) {
                log.close();
            }
        } catch (FreeholdException e) {
            if (!logFailed) {
                LOG.warn("a deploy's log has a gap: {}", e.getMessage());
            }
            logFailed = true;
        }
    }

    /// Hands every event on, from the first to the last. `idle` is called now and then while nothing
    /// happens, so that a listener who is gone is noticed.
    public void follow(Consumer<DeployEvent> listener, Duration patience, Runnable idle)
            throws InterruptedException {
        count(1);
        try {
            tellAll(listener, patience, idle);
        } finally {
            count(-1);
        }
    }

    private void count(int followers) {
        lock.lock();
        try {
            listening += followers;
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until everybody who follows has heard the end, as long as the limit says.
    void awaitHeard(Duration limit) throws InterruptedException {
        lock.lock();
        try {
            long left = limit.toNanos();
            while (listening > 0 && left > 0) {
                left = more.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private void tellAll(Consumer<DeployEvent> listener, Duration patience, Runnable idle)
            throws InterruptedException {
        int told = 0;
        while (true) {
            var next = after(told, patience);
            next.forEach(listener);
            told += next.size();
            if (next.isEmpty()) {
                if (isOver(told)) {
                    return;
                }
                idle.run();
            }
        }
    }

    /// Waits until the last event.
    public DeployEvent awaitEnd() throws InterruptedException {
        lock.lock();
        try {
            while (!ended) {
                more.await();
            }
            return events.getLast();
        } finally {
            lock.unlock();
        }
    }

    private List<DeployEvent> after(int told, Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (events.size() == told && !ended && left > 0) {
                left = more.awaitNanos(left);
            }
            return List.copyOf(events.subList(told, events.size()));
        } finally {
            lock.unlock();
        }
    }

    private boolean isOver(int told) {
        lock.lock();
        try {
            return ended && told == events.size();
        } finally {
            lock.unlock();
        }
    }
}
