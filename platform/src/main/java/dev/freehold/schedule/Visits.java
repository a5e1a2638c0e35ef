package dev.freehold.schedule;

import dev.freehold.model.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Asks an app for a path as a visitor does, so that one that sleeps is woken and held.
public interface Visits {
    /// Waits for the whole answer. Interrupting the thread breaks it off.
    ///
    /// @throws java.net.SocketTimeoutException where the limit is over
    /// @throws IOException where nobody answers, or the answer breaks off
    Answer ask(Question question) throws IOException;

    /// What is asked, and how long at most.
    ///
    /// @param url the address by which visitors know the app, and the path
    /// @param bearer proves to the app that it is its platform that asks
    record Question(URI url, Optional<Secret> bearer, Duration limit) {}

    /// What an app answered.
    ///
    /// @param lines what it said last
    record Answer(int status, List<String> lines) {
        public Answer {
            lines = List.copyOf(lines);
        }
    }
}
