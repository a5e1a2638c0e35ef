package dev.freehold.authority;

import dev.freehold.model.NamePattern;
import dev.freehold.model.Secret;
import dev.freehold.model.ServerCertificate;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/// Signs certificates of servers below one domain, for who trusts it. Its own certificate lasts ten years.
/// Safe for concurrent use.
///
/// @param certificate PEM
/// @param key PEM, PKCS#8
public record Authority(String domain, String certificate, Secret key) {
    private static final String NAME = "Freehold on this machine";
    private static final Duration LIFE = Duration.ofDays(3650);

    /// Clocks differ.
    private static final Duration BEFORE = Duration.ofHours(1);

    private static final int SERIAL_BITS = 127;
    private static final SecureRandom RANDOM = new SecureRandom();

    /// A new one; nobody trusts it yet.
    public static Authority make(String domain, Instant now) {
        try {
            var keys = newKeys();
            var own =
                    new X509(
                            serial(),
                            NAME,
                            NAME,
                            now.minus(BEFORE),
                            now.plus(LIFE),
                            keys.getPublic(),
                            X509.ofAuthority(domain, keys.getPublic()));
            return new Authority(
                    domain,
                    Pem.certificate(own.signed(keys.getPrivate())),
                    Pem.key(keys.getPrivate()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has P-256 and SHA-256", e);
        }
    }

    /// With a key of its own.
    public ServerCertificate certify(Set<NamePattern> names, Instant now, Duration life) {
        try {
            var keys = newKeys();
            var subject = names.iterator().next().value();
            var from = now.minus(BEFORE);
            var until = now.plus(life);
            var server =
                    new X509(
                            serial(),
                            NAME,
                            subject,
                            from,
                            until,
                            keys.getPublic(),
                            X509.ofServer(names, Pem.readCertificate(certificate).getPublicKey()));
            var chain = Pem.certificate(server.signed(Pem.readKey(key)));
            return new ServerCertificate(names, chain, Pem.key(keys.getPrivate()), from, until);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has P-256 and SHA-256", e);
        }
    }

    private static KeyPair newKeys() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
        return generator.generateKeyPair();
    }

    private static BigInteger serial() {
        return new BigInteger(SERIAL_BITS, RANDOM).setBit(SERIAL_BITS - 1);
    }
}
