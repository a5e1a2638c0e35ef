package dev.freehold.tls;

import dev.freehold.model.Secret;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.LongStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The keys to the sessions that visitors keep (RFC 5077, RFC 8446 §4.6.1). They are drawn from the edge's seal
/// and the time, so that every loop, a restarted edge and another edge have the same ones without telling each
/// other, and a session is good for one to two periods. Safe for concurrent use.
final class TicketKeys {
    static final Duration PERIOD = Duration.ofHours(8);

    private static final String ALGORITHM = "HmacSHA512";

    private final SecretKeySpec seal;
    private final Clock clock;

    TicketKeys(Secret seal, Clock clock) {
        this.seal = new SecretKeySpec(seal.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM);
        this.clock = clock;
    }

    /// Which keys are in force: another number, other keys.
    long period() {
        return Math.floorDiv(clock.instant().getEpochSecond(), PERIOD.toSeconds());
    }

    /// The first seals new sessions. The last is that of an edge whose clock is ahead.
    OpenSslSessionTicketKey[] of(long period) {
        return LongStream.of(period, period - 1, period + 1)
                .mapToObj(this::key)
                .toArray(OpenSslSessionTicketKey[]::new);
    }

    private OpenSslSessionTicketKey key(long period) {
        var bytes = mac("sessions of period " + period);
        return new OpenSslSessionTicketKey(
                Arrays.copyOfRange(bytes, 0, 16),
                Arrays.copyOfRange(bytes, 16, 32),
                Arrays.copyOfRange(bytes, 32, 48));
    }

    private byte[] mac(String text) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(seal);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA512", e);
        }
    }
}
