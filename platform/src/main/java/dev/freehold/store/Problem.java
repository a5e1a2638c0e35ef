package dev.freehold.store;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;

/// An error as it is remembered and told: a stable code, what happened, and what to do next.
public record Problem(ErrorCode code, String detail, String advice) {
    public static Problem of(FreeholdException e) {
        return new Problem(e.code(), String.valueOf(e.getMessage()), e.advice().orElse(""));
    }

    public FreeholdException asException() {
        return new FreeholdException(code, detail, advice);
    }
}
