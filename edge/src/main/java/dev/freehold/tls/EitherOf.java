package dev.freehold.tls;

import dev.freehold.model.HostName;
import dev.freehold.model.ServerCertificate;
import java.util.Optional;

/// Two sources of certificates, asked in order.
record EitherOf(Certificates first, Certificates second) implements Certificates {
    @Override
    public Optional<Shelved> of(HostName host) {
        return first.of(host).or(() -> second.of(host));
    }

    @Override
    public Optional<Shelved> ofNobody() {
        return first.ofNobody().or(second::ofNobody);
    }

    @Override
    public Optional<ServerCertificate> proof(HostName host) {
        return first.proof(host).or(() -> second.proof(host));
    }

    @Override
    public Optional<String> answer(HostName host, String token) {
        return first.answer(host, token).or(() -> second.answer(host, token));
    }
}
