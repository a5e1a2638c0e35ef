package dev.freehold.run;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import org.jspecify.annotations.Nullable;

/// A provider's failure: what kind, what it blocks, and whether it may have been applied all the same.
public final class ProviderException extends FreeholdException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final Scope scope;
    private final boolean maybeApplied;

    public enum Kind {
        CAPACITY(ErrorCode.CAPACITY),
        QUOTA(ErrorCode.QUOTA),
        RATE_LIMIT(ErrorCode.UNAVAILABLE),
        AUTH(ErrorCode.FORBIDDEN),
        FORBIDDEN(ErrorCode.FORBIDDEN),
        INVALID(ErrorCode.START_FAILED),
        CONFLICT(ErrorCode.CONFLICT),
        NOT_FOUND(ErrorCode.NOT_FOUND),
        TRANSIENT(ErrorCode.UNAVAILABLE),
        UNSUPPORTED(ErrorCode.MISSING_TOOL),
        TIMED_OUT(ErrorCode.TIMED_OUT),
        INTERNAL(ErrorCode.INTERNAL);

        private final ErrorCode code;

        Kind(ErrorCode code) {
            this.code = code;
        }
    }

    public enum Scope {
        REQUEST,
        SIZE,
        ZONE,
        REGION,
        PROVIDER
    }

    public ProviderException(
            Kind kind,
            Scope scope,
            boolean maybeApplied,
            String message,
            String advice,
            @Nullable Throwable cause) {
        super(kind.code, message, advice, cause);
        this.kind = kind;
        this.scope = scope;
        this.maybeApplied = maybeApplied;
    }

    /// The app's own fault: it would fail the same anywhere.
    public static ProviderException invalid(String message, String advice) {
        return new ProviderException(Kind.INVALID, Scope.REQUEST, false, message, advice, null);
    }

    public Kind kind() {
        return kind;
    }

    public Scope scope() {
        return scope;
    }

    public boolean maybeApplied() {
        return maybeApplied;
    }
}
