package dev.freehold.shelf;

import dev.freehold.authority.Authority;
import dev.freehold.model.Digest;
import dev.freehold.model.HostName;
import dev.freehold.model.NamePattern;
import dev.freehold.tls.Certificates;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Certificates of names that only this machine knows, signed when somebody asks for one by the authority that
/// its user may trust. Each name gets its own: no client believes a wildcard right below a domain of one label
/// (`*.localhost`). They are never kept: the next edge signs its own. Safe for concurrent use.
public final class LocalCertificates implements Certificates {
    /// Names that mean something else on every network (RFC 6761, 6762, 8375; `internal` by ICANN's decision).
    private static final List<String> PRIVATE =
            List.of("localhost", "test", "local", "internal", "home.arpa");

    /// Another certificate is shown after it, long before the last one has run out.
    private static final Duration PERIOD = Duration.ofDays(30);

    private static final Duration LIFE = Duration.ofDays(90);

    private final Authority authority;
    private final Digest authorityId;
    private final Clock clock;

    public LocalCertificates(Authority authority, Clock clock) {
        this.authority = authority;
        this.authorityId = Digest.sha256(bytes(authority.certificate()));
        this.clock = clock;
    }

    /// Whether no other authority knows names below the domain.
    public static boolean areFor(String domain) {
        return PRIVATE.stream().anyMatch(end -> ("." + domain).endsWith("." + end));
    }

    @Override
    public Optional<Shelved> of(HostName host) {
        boolean ours =
                host.value().equals(authority.domain())
                        || host.value().endsWith("." + authority.domain());
        return ours ? Optional.of(shelved(host)) : Optional.empty();
    }

    private Shelved shelved(HostName host) {
        long period = clock.millis() / PERIOD.toMillis();
        var name = authorityId + " signs " + host + " in period " + period;
        return new Shelved(
                Digest.sha256(bytes(name)),
                () -> authority.certify(Set.of(NamePattern.of(host)), clock.instant(), LIFE));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
