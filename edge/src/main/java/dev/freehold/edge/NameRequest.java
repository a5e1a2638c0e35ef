package dev.freehold.edge;

import io.vertx.core.http.HttpHeaders;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/// Gives every request an id, the visitor's own where it is a sound one, that goes with it to apps,
/// logs and error pages.
final class NameRequest implements Step {
    static final CharSequence HEADER = HttpHeaders.createOptimized("x-request-id");
    private static final Pattern SOUND = Pattern.compile("[A-Za-z0-9._:-]{8,128}");

    @Override
    public void take(Exchange exchange, Runnable next) {
        var given = exchange.request().getHeader(HEADER);
        exchange.named(given != null && SOUND.matcher(given).matches() ? given : draw());
        next.run();
    }

    private static String draw() {
        var random = ThreadLocalRandom.current();
        return HexFormat.of().toHexDigits(random.nextLong())
                + HexFormat.of().toHexDigits(random.nextInt());
    }
}
