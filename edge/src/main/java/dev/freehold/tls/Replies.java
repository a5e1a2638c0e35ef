package dev.freehold.tls;

import dev.freehold.model.FreeholdException;
import dev.freehold.model.HostName;
import dev.freehold.model.ServerCertificate;
import dev.freehold.tls.Reply.Alert;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds what a visitor is replied. Safe for concurrent use.
final class Replies {
    private static final Logger LOG = LoggerFactory.getLogger(Replies.class);

    private final Certificates certificates;
    private final ReadyCertificates ready;

    Replies(Certificates certificates, ReadyCertificates ready) {
        this.certificates = certificates;
        this.ready = ready;
    }

    /// Complete at once where the certificate is ready. Never fails.
    CompletableFuture<Reply> to(ClientHello hello) {
        var reply = isForProof(hello) ? prove(hello) : show(hello);
        return reply.orElse(
                        CompletableFuture.completedFuture(
                                new Reply.Refuse(Alert.UNRECOGNIZED_NAME)))
                .exceptionally(failure -> {
                    LOG.error("could not show a certificate name={}", hello.name(), failure);
                    return new Reply.Refuse(Alert.INTERNAL_ERROR);
                });
    }

    /// Who offers another protocol beside it does not mean it (RFC 8737 §3).
    private static boolean isForProof(ClientHello hello) {
        return hello.protocols().equals(List.of(BoringSsl.PROOF));
    }

    private Optional<CompletableFuture<Reply>> show(ClientHello hello) {
        var shelved =
                hello.name().isEmpty()
                        ? certificates.ofNobody()
                        : host(hello).flatMap(certificates::of);
        return shelved.map(s -> ready.ready(s).thenApply(Reply.Show::new));
    }

    private Optional<CompletableFuture<Reply>> prove(ClientHello hello) {
        return host(hello).flatMap(certificates::proof).map(Replies::proven);
    }

    private static CompletableFuture<Reply> proven(ServerCertificate certificate) {
        try {
            return CompletableFuture.completedFuture(
                    new Reply.Prove(BoringSsl.forProof(certificate)));
        } catch (SSLException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /// What can be no name has no certificate.
    private static Optional<HostName> host(ClientHello hello) {
        try {
            return hello.name().map(HostName::new);
        } catch (FreeholdException e) {
            return Optional.empty();
        }
    }
}
