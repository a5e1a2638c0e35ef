package dev.freehold.watch;

import dev.freehold.deploy.Delivery;
import dev.freehold.deploy.Means;
import dev.freehold.model.TeamId;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the house, so that a machine never fills up by itself: lets old deployments expire, empties the
/// trash after its date, and collects what nothing names. By a timer, or when asked.
public final class Housekeeping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    private final Means means;
    private final Delivery delivery;
    private final Rules rules;
    private final Collection collection;
    private final Trash trash;
    private final OldFiles oldFiles;
    private final ReentrantLock oneAtATime = new ReentrantLock();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("housekeeping").factory());

    public Housekeeping(Means means, Delivery delivery, Rules rules) {
        this.means = means;
        this.delivery = delivery;
        this.rules = rules;
        this.collection = new Collection(means, rules, delivery.routing()::current);
        this.trash = new Trash(means);
        this.oldFiles = new OldFiles(means, rules);
    }

    public void start() {
        long every = rules.every().toSeconds();
        timer.scheduleWithFixedDelay(this::keepQuietly, every, every, TimeUnit.SECONDS);
    }

    /// Does all of it now.
    public Report keep() {
        oneAtATime.lock();
        try {
            int expired = expire();
            int emptied = trash.empty();
            var swept = collection.collect();
            var old = oldFiles.remove();
            var said = means.provider().forgetOldLogs();
            var report =
                    new Report(
                            expired,
                            emptied,
                            swept.blobs(),
                            old.logs() + said.logs(),
                            swept.bytes() + old.bytes() + said.bytes());
            collection.journal(report);
            return report;
        } finally {
            oneAtATime.unlock();
        }
    }

    private int expire() {
        int expired = 0;
        for (TeamId team : means.database().readAll(all -> all.teams())) {
            expired += delivery.expiry().expire(team, rules.expiry()).size();
        }
        return expired;
    }

    private void keepQuietly() {
        try {
            var report = keep();
            LOG.info("kept the house report={}", report);
        } catch (RuntimeException e) {
            LOG.warn("could not keep the house; it is tried again", e);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
