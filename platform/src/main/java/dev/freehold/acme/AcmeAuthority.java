package dev.freehold.acme;

import dev.freehold.model.Challenge.Http;
import dev.freehold.model.Challenge.TlsAlpn;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.HostName;
import dev.freehold.model.NamePattern;
import dev.freehold.model.ServerCertificate;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.Identifier;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.Problem;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.challenge.Challenge;
import org.shredzone.acme4j.challenge.Dns01Challenge;
import org.shredzone.acme4j.challenge.Http01Challenge;
import org.shredzone.acme4j.challenge.TlsAlpn01Challenge;
import org.shredzone.acme4j.connector.Resource;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeRateLimitedException;
import org.shredzone.acme4j.util.KeyPairUtils;

/// Any authority that speaks ACME (RFC 8555).
final class AcmeAuthority implements Authority {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /// The library signs proofs with RSA only.
    private static final int PROOF_BITS = 2048;

    private final Account account;

    AcmeAuthority(Account account) {
        this.account = account;
    }

    @Override
    public ServerCertificate issue(
            NamePattern name, Proving proving, Optional<ServerCertificate> instead)
            throws Refusal, InterruptedException {
        try {
            var login = account.login();
            var order = order(login, name, instead);
            for (var authorization : order.getAuthorizations()) {
                prove(authorization, name.domain(), proving);
            }
            return complete(order, name);
        } catch (AcmeRateLimitedException e) {
            throw new Refusal(
                    "the authority wants to be asked less: " + e.getMessage(),
                    e.getRetryAfter(),
                    e);
        } catch (AcmeException e) {
            throw new Refusal(told(e), e);
        } catch (FreeholdException e) {
            throw new Refusal(String.valueOf(e.getMessage()), e);
        }
    }

    private static Order order(Login login, NamePattern name, Optional<ServerCertificate> instead)
            throws AcmeException {
        var order = login.newOrder().domain(name.value());
        if (instead.isPresent() && tellsOfRenewal(login)) {
            order.replaces(leaf(instead.get()));
        }
        return order.create();
    }

    private static boolean tellsOfRenewal(Login login) throws AcmeException {
        return login.getSession().resourceUrlOptional(Resource.RENEWAL_INFO).isPresent();
    }

    private static X509Certificate leaf(ServerCertificate certificate) {
        return Pem.certificates(certificate.chain()).getFirst();
    }

    /// One that was proved lately is believed still.
    private static void prove(Authorization authorization, HostName host, Proving proving)
            throws AcmeException, Refusal, InterruptedException {
        if (authorization.getStatus() == Status.VALID) {
            return;
        }
        switch (proving.way()) {
            case HTTP -> {
                var challenge = challenge(authorization, Http01Challenge.class);
                var answer = challenge.getAuthorization();
                try (var _ = proving.show(new Http(host, challenge.getToken(), answer))) {
                    await(challenge);
                }
            }
            case TLS_ALPN -> {
                var challenge = challenge(authorization, TlsAlpn01Challenge.class);
                try (var _ = proving.show(new TlsAlpn(host, shown(challenge, host)))) {
                    await(challenge);
                }
            }
            case DNS -> {
                var challenge = challenge(authorization, Dns01Challenge.class);
                try (var _ = proving.show(host, challenge.getDigest())) {
                    await(challenge);
                }
            }
        }
    }

    private static <T extends Challenge> T challenge(Authorization authorization, Class<T> way)
            throws Refusal {
        return authorization
                .findChallenge(way)
                .orElseThrow(() ->
                        new Refusal(
                                "the authority does not take a proof by " + way.getSimpleName()));
    }

    private static ServerCertificate shown(TlsAlpn01Challenge challenge, HostName host) {
        var key = KeyPairUtils.createKeyPair(PROOF_BITS);
        var certificate = challenge.createCertificate(key, Identifier.dns(host.value()));
        return certificate(Set.of(NamePattern.of(host)), List.of(certificate), key);
    }

    private static void await(Challenge challenge)
            throws AcmeException, Refusal, InterruptedException {
        challenge.trigger();
        if (challenge.waitForCompletion(PATIENCE) != Status.VALID) {
            throw new Refusal(
                    "the authority could not see the proof (%s): %s"
                            .formatted(challenge.getType(), reason(challenge.getError())));
        }
    }

    private static ServerCertificate complete(Order order, NamePattern name)
            throws AcmeException, Refusal, InterruptedException {
        var key = Pem.freshKey();
        order.waitUntilReady(PATIENCE);
        order.execute(key);
        if (order.waitForCompletion(PATIENCE) != Status.VALID) {
            throw new Refusal("the authority did not sign: " + reason(order.getError()));
        }
        return certificate(Set.of(name), order.getCertificate().getCertificateChain(), key);
    }

    private static ServerCertificate certificate(
            Set<NamePattern> names, List<X509Certificate> chain, KeyPair key) {
        var leaf = chain.getFirst();
        return new ServerCertificate(
                names,
                Pem.chain(chain),
                Pem.key(key.getPrivate()),
                leaf.getNotBefore().toInstant(),
                leaf.getNotAfter().toInstant());
    }

    @Override
    public Optional<Boolean> wantsRenewal(ServerCertificate certificate, Instant now)
            throws Refusal {
        try {
            var login = account.login();
            if (!tellsOfRenewal(login)) {
                return Optional.empty();
            }
            var told = login.bindRenewalInfo(leaf(certificate));
            told.fetch();
            return Optional.of(!now.isBefore(told.getSuggestedWindowStart()));
        } catch (AcmeException e) {
            throw new Refusal(told(e), e);
        }
    }

    private static String reason(Optional<Problem> problem) {
        Function<Problem, String> said = each -> each.getDetail().orElseGet(each::toString);
        return problem.map(said).orElse("it does not say why");
    }

    private static String told(AcmeException e) {
        return "the authority: " + e.getMessage();
    }
}
