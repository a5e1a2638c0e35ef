package dev.freehold.model;

import java.util.Optional;

/// The one family of errors. A stable code is what scripts and agents read; the message says what
/// happened, to what, and the advice says what to do next. API, CLI and MCP carry the same words.
public class FreeholdException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final String advice;

    public FreeholdException(ErrorCode code, String message, String advice) {
        this(code, message, advice, null);
    }

    public FreeholdException(
            ErrorCode code,
            String message,
            String advice,
            @org.jspecify.annotations.Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.advice = advice;
    }

    public ErrorCode code() {
        return code;
    }

    /// What to do next, or empty where there is nothing to add.
    public Optional<String> advice() {
        return advice.isEmpty() ? Optional.empty() : Optional.of(advice);
    }
}
