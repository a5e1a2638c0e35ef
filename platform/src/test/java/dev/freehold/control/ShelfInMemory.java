package dev.freehold.control;

import dev.freehold.model.CertificateStore;
import dev.freehold.model.Challenge;
import dev.freehold.model.Digest;
import dev.freehold.model.ServerCertificate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Certificates and proofs as a node would keep them, until the test is over.
final class ShelfInMemory implements CertificateStore {
    private final Map<Digest, ServerCertificate> certificates = new ConcurrentHashMap<>();
    private final Set<Challenge> challenges = ConcurrentHashMap.newKeySet();

    @Override
    public Set<Digest> held() {
        return Set.copyOf(certificates.keySet());
    }

    @Override
    public void hold(ServerCertificate certificate) {
        certificates.put(certificate.id(), certificate);
    }

    @Override
    public void drop(Digest certificate) {
        certificates.remove(certificate);
    }

    @Override
    public void prove(Challenge challenge) {
        challenges.add(challenge);
    }

    @Override
    public void withdraw(Challenge challenge) {
        challenges.remove(challenge);
    }

    /// Those that are shown for a name, the newest last.
    java.util.List<ServerCertificate> of(String name) {
        return certificates.values().stream()
                .filter(each -> each.names().toString().equals("[" + name + "]"))
                .sorted(java.util.Comparator.comparing(ServerCertificate::notBefore))
                .toList();
    }

    boolean showsProofs() {
        return !challenges.isEmpty();
    }

    Optional<Challenge.Http> http(String token) {
        return challenges.stream()
                .filter(Challenge.Http.class::isInstance)
                .map(Challenge.Http.class::cast)
                .filter(challenge -> challenge.token().equals(token))
                .findFirst();
    }

    Optional<ServerCertificate> tlsAlpn() {
        return challenges.stream()
                .filter(Challenge.TlsAlpn.class::isInstance)
                .map(Challenge.TlsAlpn.class::cast)
                .map(Challenge.TlsAlpn::certificate)
                .findFirst();
    }
}
