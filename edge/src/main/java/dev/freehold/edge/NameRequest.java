package dev.freehold.edge;

import dev.freehold.model.AddressRanges;
import io.vertx.core.http.HttpHeaders;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/// Says who is believed about who asks, and gives every request an id that goes with it to apps, logs and error pages, and back to the visitor. It
/// is always ours: one that a visitor chose could be used twice, and would make his lines out of others'.
final class NameRequest implements Step {
    static final CharSequence HEADER = HttpHeaders.createOptimized("x-request-id");

    private final AddressRanges trusted;

    /// @param trusted proxies, which say who asks
    NameRequest(AddressRanges trusted) {
        this.trusted = trusted;
    }

    @Override
    public void take(Exchange exchange, Runnable next) {
        exchange.trusts(trusted);
        exchange.named(HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()));
        next.run();
    }
}
