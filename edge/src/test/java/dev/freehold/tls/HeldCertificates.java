package dev.freehold.tls;

import dev.freehold.authority.Authority;
import dev.freehold.model.HostName;
import dev.freehold.model.NamePattern;
import dev.freehold.model.ServerCertificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/// Certificates that a test makes, in memory, by an authority of its own.
public final class HeldCertificates implements Certificates {
    private final Authority authority = Authority.make("localhost", Instant.now());
    private final Map<NamePattern, ServerCertificate> byName = new ConcurrentHashMap<>();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final Map<HostName, ServerCertificate> proofs = new ConcurrentHashMap<>();
    private final AtomicInteger reads = new AtomicInteger();
    private volatile Optional<ServerCertificate> fallback = Optional.empty();

    public Authority authority() {
        return authority;
    }

    /// One certificate for the names, in place of those that they had.
    public ServerCertificate hold(String... names) {
        var certificate = certificate(names);
        hold(certificate);
        return certificate;
    }

    public void hold(ServerCertificate certificate) {
        certificate.names().forEach(name -> byName.put(name, certificate));
    }

    public ServerCertificate certificate(String... names) {
        return authority.certify(
                Arrays.stream(names).map(NamePattern::new).collect(Collectors.toSet()),
                Instant.now(),
                Duration.ofDays(1));
    }

    public void drop(String name) {
        byName.remove(new NamePattern(name));
    }

    public void holdForNobody(ServerCertificate certificate) {
        fallback = Optional.of(certificate);
    }

    public void prove(String host, String token, String answer) {
        answers.put(host + "/" + token, answer);
    }

    public void prove(String host, ServerCertificate certificate) {
        proofs.put(new HostName(host), certificate);
    }

    /// How often a certificate was read.
    public int reads() {
        return reads.get();
    }

    @Override
    public Optional<Shelved> of(HostName host) {
        return Optional.ofNullable(byName.get(NamePattern.of(host)))
                .or(() -> NamePattern.beside(host).map(byName::get))
                .map(this::shelved);
    }

    @Override
    public Optional<Shelved> ofNobody() {
        return fallback.map(this::shelved);
    }

    @Override
    public Optional<ServerCertificate> proof(HostName host) {
        return Optional.ofNullable(proofs.get(host));
    }

    @Override
    public Optional<String> answer(HostName host, String token) {
        return Optional.ofNullable(answers.get(host + "/" + token));
    }

    private Shelved shelved(ServerCertificate certificate) {
        return new Shelved(
                certificate.id(),
                () -> {
                    reads.incrementAndGet();
                    return certificate;
                });
    }
}
