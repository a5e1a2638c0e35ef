package dev.freehold.edge;

import io.vertx.core.http.HttpHeaders;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/// Gives every request an id that goes with it to apps, logs and error pages, and back to the visitor. It
/// is always ours: one that a visitor chose could be used twice, and would make his lines out of others'.
final class NameRequest implements Step {
    static final CharSequence HEADER = HttpHeaders.createOptimized("x-request-id");

    @Override
    public void take(Exchange exchange, Runnable next) {
        exchange.named(HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()));
        next.run();
    }
}
