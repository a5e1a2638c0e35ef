package dev.freehold.model;

import java.util.Locale;

/// The stable codes of errors, each with the HTTP status (RFC 9110) and the exit status of the
/// command line that carry it.
public enum ErrorCode {
    INVALID(422, 65),
    NOT_FOUND(404, 66),
    UNAUTHORIZED(401, 77),
    FORBIDDEN(403, 77),
    CONFLICT(409, 75),
    GONE(410, 66),
    TOO_LARGE(413, 65),
    MISSING_BLOBS(409, 65),
    DIGEST_MISMATCH(422, 65),
    BUILD_FAILED(422, 10),
    START_FAILED(422, 11),
    RELEASE_FAILED(422, 12),
    CANCELLED(409, 130),
    MISSING_TOOL(422, 69),
    CAPACITY(503, 75),
    QUOTA(507, 75),
    TIMED_OUT(504, 75),
    UNAVAILABLE(503, 69),
    INTERNAL(500, 70);

    private final int httpStatus;
    private final int exitStatus;

    ErrorCode(int httpStatus, int exitStatus) {
        this.httpStatus = httpStatus;
        this.exitStatus = exitStatus;
    }

    public int httpStatus() {
        return httpStatus;
    }

    public int exitStatus() {
        return exitStatus;
    }

    /// The code as written in JSON: `missing-blobs`.
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
