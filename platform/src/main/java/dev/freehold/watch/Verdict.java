package dev.freehold.watch;

/// What is to become of a canary.
sealed interface Verdict {
    /// Nothing speaks against the candidate, or too little is known.
    record GoOn() implements Verdict {}

    /// Its time is over, and it is well.
    record Complete() implements Verdict {}

    /// It is not well; the reason is a sentence for people.
    record Abort(String reason) implements Verdict {}
}
