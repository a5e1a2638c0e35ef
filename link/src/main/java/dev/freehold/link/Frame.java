package dev.freehold.link;

/// What goes over a link at once.
///
/// @param call the caller's number for it
/// @param content JSON, or nothing
record Frame(Kind kind, int call, byte[] content) {
    static final byte[] NOTHING = {};

    /// The first five go from caller to called, the others back.
    enum Kind {
        CALL,
        /// The caller wants no more of it.
        ENOUGH,
        /// The caller has taken in so many events that more may come.
        CREDIT,
        /// Somebody is there.
        PULSE,
        ANSWER,
        FAILURE,
        /// Something on the way to the answer: a line of a log.
        EVENT;

        static final Kind[] ALL = values();
    }

    static Frame of(Kind kind, int call) {
        return new Frame(kind, call, NOTHING);
    }
}
