package dev.freehold.model;

/// Shorthand for the refusals that records speak when they are made from bad input.
public final class Invalid {
    private Invalid() {}

    /// An INVALID error: what is wrong with which value, and what would be right.
    public static FreeholdException because(String message, String advice) {
        return new FreeholdException(ErrorCode.INVALID, message, advice);
    }
}
