package dev.freehold.cli.api;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.util.List;

/// An error as the API tells it (RFC 9457), with the code, the words and the advice unchanged.
public final class Problem extends FreeholdException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> missing;

    private Problem(ErrorCode code, String message, String advice, List<String> missing) {
        super(code, message, advice);
        this.missing = missing;
    }

    static Problem of(int status, String body) {
        try {
            var problem = Json.readObject(body);
            return problem.findText("code").isPresent() ? of(problem) : ofNoPlatform(status);
        } catch (IllegalArgumentException noJson) {
            return ofNoPlatform(status);
        }
    }

    /// Whatever answers there, the API's problems have a code.
    private static Problem ofNoPlatform(int status) {
        return new Problem(
                ErrorCode.UNAVAILABLE,
                "what answered is no platform's API: it answered with HTTP status " + status,
                "check --api and FREEHOLD_API; \"freehold status\" tells the address of the one here",
                List.of());
    }

    /// The problem that an event of a stream carries.
    public static Problem of(JsonObject problem) {
        var message =
                problem.findText("detail")
                        .or(() -> problem.findText("title"))
                        .orElse("the platform refused it and doesn't say why");
        return new Problem(
                code(problem.findText("code").orElse("")),
                message,
                problem.findText("advice").orElse(""),
                problem.texts("missing"));
    }

    /// The digests that a MISSING_BLOBS problem names.
    public List<String> missing() {
        return missing;
    }

    private static ErrorCode code(String text) {
        for (var code : ErrorCode.values()) {
            if (code.text().equals(text)) {
                return code;
            }
        }
        return ErrorCode.INTERNAL;
    }
}
