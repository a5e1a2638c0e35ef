package dev.freehold.store;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// How a run of a schedule ended, or why it did not begin.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RunOutcome.Succeeded.class, name = "succeeded"),
    @JsonSubTypes.Type(value = RunOutcome.Failed.class, name = "failed"),
    @JsonSubTypes.Type(value = RunOutcome.TimedOut.class, name = "timed-out"),
    @JsonSubTypes.Type(value = RunOutcome.BrokenOff.class, name = "broken-off"),
    @JsonSubTypes.Type(value = RunOutcome.Skipped.class, name = "skipped"),
    @JsonSubTypes.Type(value = RunOutcome.Missed.class, name = "missed")
})
public sealed interface RunOutcome {
    /// @param how `answered 200`, `ended with status 0`
    /// @param lines what it said last
    record Succeeded(String how, List<String> lines) implements RunOutcome {
        public Succeeded {
            lines = List.copyOf(lines);
        }
    }

    /// @param how `answered 500`, `ended with status 3`, or why nothing was answered
    /// @param lines what it said last
    record Failed(String how, List<String> lines) implements RunOutcome {
        public Failed {
            lines = List.copyOf(lines);
        }
    }

    /// Its time was over: the request was broken off, or the command killed.
    record TimedOut(Duration limit, List<String> lines) implements RunOutcome {
        public TimedOut {
            lines = List.copyOf(lines);
        }
    }

    /// The platform ended while it was running.
    record BrokenOff() implements RunOutcome {}

    /// It did not begin, since the one before was going on.
    record Skipped(long goingOn) implements RunOutcome {}

    /// It was due while the platform was down, and so it was not run.
    ///
    /// @param count so many times; [#MANY] may be more
    record Missed(int count, Instant first, Instant last) implements RunOutcome {
        /// So many are counted.
        public static final int MANY = 1_000;
    }
}
