package dev.freehold.edge;

import java.time.Duration;

/// Counts how one side of a canary answers. Called on event loops: never blocks.
public interface Tally {
    /// For names without a canary: nobody counts.
    Tally NONE =
            new Tally() {
                @Override
                public void answered(int status, Duration waited) {}

                @Override
                public void brokenOff() {}

                @Override
                public Tally of(int number) {
                    return this;
                }
            };

    /// An answer began, or its visitor was gone before (499).
    ///
    /// @param waited how long its visitor waited for the beginning
    void answered(int status, Duration waited);

    /// An answer that had begun well ended short.
    void brokenOff();

    /// Counts for a visitor who came back with the number that he drew. He knows his side, so all that he
    /// asks for may weigh no more than what one visitor does.
    Tally of(int number);
}
