package dev.freehold.build.config;

import dev.freehold.model.ByteSize;
import dev.freehold.model.Invalid;
import java.time.Duration;
import java.util.regex.Pattern;

/// `[functions.NAME]`: an AWS Lambda function.
///
/// @param runtime by Lambda's own name, `nodejs24.x`
/// @param handler as the runtime reads it, `index.handler`
/// @param code the folder that is the function's root
/// @param path where it answers visitors, and below it
/// @param timeout for one invocation
/// @param memory that one runtime process is told to have
/// @param concurrency runtime processes per instance at most; each has one invocation at a time
public record FunctionSettings(
        String runtime,
        String handler,
        String code,
        String path,
        Duration timeout,
        ByteSize memory,
        int concurrency) {
    /// Lambda's own limit.
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private static final Pattern RUNTIME =
            Pattern.compile("nodejs\\d+\\.x|python3\\.\\d+|java\\d+|provided(\\.al2|\\.al2023)?");

    public FunctionSettings {
        if (timeout.isZero() || timeout.compareTo(LONGEST) > 0) {
            throw Invalid.because(
                    "a timeout of " + timeout.toSeconds() + " s can't be", "use 1s to 15m");
        }
        if (concurrency < 1 || concurrency > 100) {
            throw Invalid.because("a concurrency of " + concurrency + " can't be", "use 1 to 100");
        }
    }

    /// What runs without any word about it: an executable `bootstrap` at the root.
    public static FunctionSettings bootstrap() {
        return new FunctionSettings(
                "provided.al2023",
                "bootstrap",
                "",
                "/",
                Defaults.TIMEOUT,
                Defaults.MEMORY,
                Defaults.CONCURRENCY);
    }

    /// Lambda's own, where it has one.
    static final class Defaults {
        static final Duration TIMEOUT = Duration.ofSeconds(3);
        static final ByteSize MEMORY = ByteSize.ofMegabytes(128);
        static final int CONCURRENCY = 4;

        private Defaults() {}

        static String handler(String runtime) {
            if (runtime.startsWith("nodejs")) {
                return "index.handler";
            }
            return runtime.startsWith("python") ? "lambda_function.lambda_handler" : "bootstrap";
        }
    }

    static String knownRuntime(String text) {
        if (!RUNTIME.matcher(text).matches()) {
            throw Invalid.because(
                    "\"" + text + "\" is no runtime that Freehold has",
                    "nodejs24.x, python3.13, java25, or provided.al2023 with an executable \"bootstrap\"");
        }
        return text;
    }
}
