package dev.freehold.acme;

import dev.freehold.model.ServerCertificate;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/// When a certificate is seen to again. Pure but for chance.
record Timing(RandomGenerator random) {
    /// The authority's own word on renewal is asked for so often (RFC 9773 §4.3.2).
    static final Duration LOOK = Duration.ofHours(12);

    /// Of the lifetime: what certificates of one day are spread over.
    private static final int SPREAD = 20;

    /// Five failed proofs of a name in an hour are what Let's Encrypt takes.
    private static final Duration FIRST = Duration.ofMinutes(5);

    private static final Duration LAST = Duration.ofDays(1);
    private static final int MOST_DOUBLINGS = 9;

    /// Two thirds through its lifetime, each certificate a little before that at a time of its own.
    static Instant renewal(ServerCertificate certificate) {
        var lifetime = Duration.between(certificate.notBefore(), certificate.notAfter());
        int share = Integer.parseInt(certificate.id().hex().substring(0, 2), 16);
        var early = lifetime.dividedBy(SPREAD).multipliedBy(share).dividedBy(0x100);
        return certificate.notBefore().plus(lifetime.multipliedBy(2).dividedBy(3)).minus(early);
    }

    /// After all went well; never at once again, however short it lives.
    static Instant next(ServerCertificate certificate, Instant now) {
        var renewal = renewal(certificate);
        var look = now.plus(LOOK);
        var lifetime = Duration.between(certificate.notBefore(), certificate.notAfter());
        var least = now.plus(min(LOOK, lifetime.dividedBy(6)));
        return renewal.isBefore(least) ? least : renewal.isBefore(look) ? renewal : look;
    }

    /// After so many failures one after another.
    Instant retry(int failures, Instant now) {
        var doubled = FIRST.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        var pause = min(doubled, LAST);
        long jitter = random.nextLong(Math.max(1, pause.toMillis() / 10));
        return now.plus(pause).plusMillis(jitter);
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
