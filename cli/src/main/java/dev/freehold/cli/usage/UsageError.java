package dev.freehold.cli.usage;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;

/// A line that could not be understood. Ends with the exit status 64 (`EX_USAGE` of sysexits.h).
public final class UsageError extends FreeholdException {
    private static final long serialVersionUID = 1L;

    /// The exit status of a line that could not be understood.
    public static final int EXIT_STATUS = 64;

    public UsageError(String message, String advice) {
        super(ErrorCode.INVALID, message, advice);
    }
}
