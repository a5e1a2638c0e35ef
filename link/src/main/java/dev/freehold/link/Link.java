package dev.freehold.link;

import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection between two programs, over which both call each other, any number of calls at once.
///
/// Who does what. One thread reads and hands each frame on without ever waiting; one writes; a third lets the
/// other side know every few seconds that we are here, and ends the link when nothing was heard for long: a
/// program that was stopped, or a host that has vanished, says no goodbye. Each call that comes in has a
/// virtual thread. Events of a call are sent only as fast as its caller takes them in ([Incoming#WINDOW]), so
/// that a slow reader of a log holds up nobody else. Safe for concurrent use.
public final class Link implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Link.class);

    private final ByteChannel channel;
    private final Frames frames;
    private final Outbox outbox;
    private final Served served;
    private final Patience patience;
    private final Map<Integer, Outgoing> outgoing = new ConcurrentHashMap<>();
    private final Map<Integer, Incoming> incoming = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private volatile long heard = System.nanoTime();

    /// @param pulse so often each side says that it is there
    /// @param silence after so long without a word the link is over
    public record Patience(Duration pulse, Duration silence) {
        public static final Patience DEFAULT =
                new Patience(Duration.ofSeconds(3), Duration.ofSeconds(12));
    }

    private Link(ByteChannel channel, Served served, Patience patience) {
        this.channel = channel;
        this.frames = new Frames(channel);
        this.outbox = new Outbox(channel);
        this.served = served;
        this.patience = patience;
    }

    /// Takes the connection over.
    ///
    /// @param served what the other side may call
    public static Link over(ByteChannel channel, Served served, Patience patience) {
        var link = new Link(channel, served, patience);
        link.begin("link-read", link::read);
        link.begin("link-write", link::write);
        link.begin("link-pulse", link::pulse);
        return link;
    }

    /// What the other side does, to be called from here.
    public <T> T remote(Class<T> type) {
        return Remote.of(type, () -> this);
    }

    Outgoing call(String method, byte[] call) {
        int number = numbers.incrementAndGet();
        var made = new Outgoing(number, method, outbox);
        outgoing.put(number, made);
        if (closed.get()) {
            made.lost();
        }
        made.ask(call);
        return made;
    }

    void over(Outgoing call) {
        outgoing.values().remove(call);
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private void begin(String name, Work work) {
        Thread.ofVirtual()
                .name(name)
                .start(() -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        LOG.debug("link is over", e);
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    } catch (RuntimeException e) {
                        LOG.error("link failed", e);
                    } finally {
                        close();
                    }
                });
    }

    private void read() throws IOException {
        while (!closed.get()) {
            var frame = frames.read();
            heard = System.nanoTime();
            hand(frame);
        }
    }

    private void hand(Frame frame) {
        switch (frame.kind()) {
            case CALL -> carryOut(frame);
            case ENOUGH -> of(incoming, frame, Incoming::enough);
            case CREDIT -> of(incoming, frame, Incoming::credit);
            case PULSE -> {}
            case ANSWER, FAILURE, EVENT -> of(outgoing, frame, call -> call.came(frame));
        }
    }

    /// What is about a call that is over already says nothing any more.
    private static <T> void of(Map<Integer, T> calls, Frame frame, Consumer<T> told) {
        var call = calls.get(frame.call());
        if (call != null) {
            told.accept(call);
        }
    }

    private void carryOut(Frame frame) {
        var call = new Incoming(frame.call(), outbox);
        incoming.put(frame.call(), call);
        Thread.ofVirtual()
                .name("link-call-" + frame.call())
                .start(() -> {
                    try {
                        call.begin();
                        served.carryOut(frame.content(), call);
                    } finally {
                        incoming.remove(frame.call());
                    }
                });
    }

    private void write() throws IOException, InterruptedException {
        outbox.run();
    }

    private void pulse() throws InterruptedException {
        while (!closed.get() && System.nanoTime() - heard < patience.silence().toNanos()) {
            outbox.offer(Frame.of(Frame.Kind.PULSE, 0));
            Thread.sleep(patience.pulse());
        }
    }

    /// Completes when the connection is over, whoever ended it.
    public CompletableFuture<Void> end() {
        return end;
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        outbox.close();
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("could not close a link", e);
        }
        outgoing.values().forEach(Outgoing::lost);
        incoming.values().forEach(Incoming::lost);
        end.complete(null);
    }
}
