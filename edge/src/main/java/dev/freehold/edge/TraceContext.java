package dev.freehold.edge;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/// The header `traceparent` (W3C Trace Context, level 1): a sound one of the visitor's goes to the app as it
/// came, so that a trace that began elsewhere goes on; else one begins here, named after the request.
final class TraceContext {
    private static final CharSequence PARENT = HttpHeaders.createOptimized("traceparent");
    private static final CharSequence STATE = HttpHeaders.createOptimized("tracestate");

    /// §3.2: version 00 has four fields, later ones may have more; no field is zero, no version is ff.
    private static final Pattern SOUND =
            Pattern.compile(
                    "(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}"
                            + "-[0-9a-f]{2}(?:-.*)?");

    private static final int VERSION_00 = 55;

    private TraceContext() {}

    /// What an unsound one said of the trace's state goes with it (§3.3.1).
    static void complete(MultiMap target, String requestId) {
        var given = target.get(PARENT);
        if (given == null || !isSound(given) || target.getAll(PARENT).size() > 1) {
            target.remove(STATE);
            target.set(PARENT, begin(requestId));
        }
    }

    static boolean isSound(String given) {
        return SOUND.matcher(given).matches()
                && (!given.startsWith("00") || given.length() == VERSION_00);
    }

    /// Marked as recorded: an app that asks its parent would trace nothing otherwise, though alone it would.
    private static String begin(String requestId) {
        var random = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        return "00-" + requestId + random + "-" + requestId + "-01";
    }
}
