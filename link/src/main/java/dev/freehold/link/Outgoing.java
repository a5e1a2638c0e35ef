package dev.freehold.link;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.run.ProviderException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/// A call of ours, until its answer is here. The link's thread puts in what comes; the caller's takes it out.
final class Outgoing {
    /// No such frame ever comes for a call.
    private static final Frame LOST = Frame.of(Frame.Kind.PULSE, 0);

    private final int number;
    private final String method;
    private final Outbox outbox;
    private final BlockingQueue<Frame> inbox = new LinkedBlockingQueue<>();
    private int taken;

    Outgoing(int number, String method, Outbox outbox) {
        this.number = number;
        this.method = method;
        this.outbox = outbox;
    }

    void ask(byte[] call) {
        outbox.send(new Frame(Frame.Kind.CALL, number, call));
    }

    void came(Frame frame) {
        inbox.add(frame);
    }

    void lost() {
        inbox.add(LOST);
    }

    /// The answer; what comes before it is told to the sink.
    byte[] answer(Consumer<byte[]> events) {
        while (true) {
            var frame = next();
            if (frame.kind() == Frame.Kind.ANSWER) {
                return frame.content();
            }
            events.accept(frame.content());
            credit();
        }
    }

    /// The first event: what was asked for is held by the other side now.
    byte[] held() {
        return next().content();
    }

    private Frame next() {
        var frame = take();
        if (frame.kind() == Frame.Kind.FAILURE) {
            throw LinkJson.read(frame.content(), Failure.class).exception();
        }
        if (frame.kind() == LOST.kind()) {
            throw lostOnTheWay();
        }
        return frame;
    }

    private Frame take() {
        try {
            return inbox.take();
        } catch (InterruptedException e) {
            enough();
            Thread.currentThread().interrupt();
            throw new FreeholdException(
                    ErrorCode.CANCELLED, "\"" + method + "\" was interrupted", "", e);
        }
    }

    private void credit() {
        if (++taken == Incoming.CREDIT) {
            taken = 0;
            outbox.send(Frame.of(Frame.Kind.CREDIT, number));
        }
    }

    void enough() {
        outbox.send(Frame.of(Frame.Kind.ENOUGH, number));
    }

    /// Nobody knows whether it was done: who asked must look before he asks again.
    private FreeholdException lostOnTheWay() {
        return new ProviderException(
                ProviderException.Kind.TRANSIENT,
                ProviderException.Scope.REQUEST,
                true,
                "the connection to the node broke during \"" + method + "\"",
                "try again",
                null);
    }
}
