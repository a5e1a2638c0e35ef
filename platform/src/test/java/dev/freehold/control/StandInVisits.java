package dev.freehold.control;

import dev.freehold.schedule.Visits;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/// Answers `/fails` with 500, `/late` not in time, `/slow` when it is told to go on, and everything else with
/// 200; remembers what it was asked.
final class StandInVisits implements Visits {
    final List<Question> asked = new CopyOnWriteArrayList<>();
    final CountDownLatch slowMayEnd = new CountDownLatch(1);

    @Override
    public Answer ask(Question question) throws IOException {
        asked.add(question);
        return switch (question.url().getPath()) {
            case "/fails" -> new Answer(500, List.of("no such table"));
            case "/late" -> throw new SocketTimeoutException("the time is over");
            case "/slow" -> slow();
            default -> new Answer(200, List.of("done"));
        };
    }

    private Answer slow() throws IOException {
        try {
            slowMayEnd.await();
            return new Answer(200, List.of());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
