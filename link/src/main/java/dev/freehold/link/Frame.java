package dev.freehold.link;

import java.util.Arrays;
import java.util.Optional;

/// What goes over a link at once.
///
/// @param call the caller's number for it
/// @param content JSON, or nothing
record Frame(Kind kind, int call, byte[] content) {
    static final byte[] NOTHING = {};

    /// The first four go from caller to called, the others back. Each has its number on the wire.
    enum Kind {
        CALL(0),
        /// The caller wants no more of it.
        ENOUGH(1),
        /// The caller has taken in so many events that more may come.
        CREDIT(2),
        /// Somebody is there.
        PULSE(3),
        ANSWER(4),
        FAILURE(5),
        /// Something on the way to the answer: a line of a log.
        EVENT(6);

        private static final Kind[] ALL = values();

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }

        /// Empty where no kind has that number.
        static Optional<Kind> of(int number) {
            return Arrays.stream(ALL).filter(kind -> kind.number == number).findFirst();
        }
    }

    static Frame of(Kind kind, int call) {
        return new Frame(kind, call, NOTHING);
    }
}
