package dev.freehold.link;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// A call of the other side's, while it is carried out here. Its thread sends events and waits; the link's
/// thread tells it that the caller has had enough, or has room for more events.
final class Incoming {
    /// So many events may be on their way to a caller who has not taken them in yet.
    static final int WINDOW = 256;

    /// After so many taken in, the caller says so.
    static final int CREDIT = WINDOW / 2;

    private final int number;
    private final Outbox outbox;
    private final Semaphore room = new Semaphore(WINDOW);
    private final CountDownLatch enough = new CountDownLatch(1);
    private @Nullable Thread worker;
    private boolean held;
    private boolean over;

    Incoming(int number, Outbox outbox) {
        this.number = number;
        this.outbox = outbox;
    }

    /// The thread that carries it out has begun.
    synchronized void begin() {
        worker = Thread.currentThread();
        if (enough.getCount() == 0) {
            worker.interrupt();
        }
    }

    void event(Object value) throws InterruptedException {
        room.acquire();
        outbox.send(new Frame(Frame.Kind.EVENT, number, LinkJson.bytes(value)));
    }

    /// Tells the caller that what he asked for is there, and waits until he wants it no longer or is gone.
    void holdFor(Object value) throws InterruptedException {
        hold();
        event(value);
        enough.await();
    }

    private synchronized void hold() {
        held = true;
    }

    void answer(Object value) {
        end();
        outbox.send(new Frame(Frame.Kind.ANSWER, number, LinkJson.bytes(value)));
    }

    void fail(RuntimeException failure) {
        end();
        outbox.send(new Frame(Frame.Kind.FAILURE, number, LinkJson.bytes(Failure.of(failure))));
    }

    private synchronized void end() {
        over = true;
    }

    void credit() {
        room.release(CREDIT);
    }

    /// The caller has what he held it for, or was interrupted himself.
    synchronized void enough() {
        enough.countDown();
        if (!held && !over && worker != null) {
            worker.interrupt();
        }
    }

    /// The caller is gone: what was held for him is given back; what only takes its time is done to its
    /// end, as he may look for it when he comes back.
    void lost() {
        enough.countDown();
        room.release(Integer.MAX_VALUE / 2);
    }
}
