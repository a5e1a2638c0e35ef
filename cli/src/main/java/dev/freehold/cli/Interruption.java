package dev.freehold.cli;

import dev.freehold.cli.api.Api;
import dev.freehold.cli.terminal.Screen;
import dev.freehold.model.FreeholdException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// What Ctrl-C does to a deployment: it is cancelled on the platform, its end is awaited, and what
/// came of it is said. The JVM ends with status 130 by itself.
final class Interruption {
    private static final Duration FOR_THE_ID = Duration.ofSeconds(2);
    private static final Duration FOR_THE_END = Duration.ofSeconds(15);

    private final Screen screen;
    private final CountDownLatch accepted = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile String id = "";
    private volatile boolean asked;
    private volatile boolean over;
    private volatile boolean began;

    Interruption(Screen screen) {
        this.screen = screen;
    }

    /// Watches for Ctrl-C from now on.
    void watch(Api api) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> interrupt(api)));
    }

    /// From here on the platform may have begun.
    void asked() {
        asked = true;
    }

    /// It has not: it said no.
    void refused() {
        asked = false;
    }

    void accepted(String deployment) {
        id = deployment;
        accepted.countDown();
    }

    /// It is live; nothing is left to be cancelled.
    void over() {
        over = true;
        ended.countDown();
    }

    /// It ended without becoming live. Where that is Ctrl-C's doing, that has the last word, and this
    /// never returns.
    void failed() {
        if (!began) {
            over = true;
            return;
        }
        ended.countDown();
        java.util.concurrent.locks.LockSupport.park(this);
    }

    void interrupt(Api api) {
        if (over) {
            return;
        }
        began = true;
        screen.still();
        if (!asked) {
            screen.say("Cancelled: nothing was deployed.");
        } else {
            screen.say("Cancelling…");
            screen.say(cancel(api));
        }
    }

    private String cancel(Api api) {
        try {
            if (!await(accepted, FOR_THE_ID)) {
                return "Went away before the platform answered: see \"freehold ls\".";
            }
            api.post("/deployments/" + id + "/cancel");
            await(ended, FOR_THE_END);
        } catch (FreeholdException e) {
            return "It could not be cancelled: " + e.getMessage();
        }
        return over
                ? "Too late: deployment " + id + " is live; \"freehold rollback\" takes it back."
                : "Cancelled deployment " + id + ": what was live stays live.";
    }

    private static boolean await(CountDownLatch latch, Duration longest) {
        try {
            return latch.await(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
