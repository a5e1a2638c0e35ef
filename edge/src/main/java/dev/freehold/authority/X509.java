package dev.freehold.authority;

import dev.freehold.model.Digest;
import dev.freehold.model.NamePattern;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;

/// A certificate by its content (RFC 5280 §4.1), to be signed with ECDSA and SHA-256.
///
/// @param issuer the common name of who signs
/// @param subject the common name of whose it is
/// @param extensions in DER, see [#ofAuthority] and [#ofServer]
record X509(
        BigInteger serial,
        String issuer,
        String subject,
        Instant notBefore,
        Instant notAfter,
        PublicKey key,
        byte[] extensions) {
    private static final String ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";
    private static final String COMMON_NAME = "2.5.4.3";
    private static final String KEY_IDENTIFIER = "2.5.29.14";
    private static final String AUTHORITYS_KEY_IDENTIFIER = "2.5.29.35";
    private static final String KEY_USAGE = "2.5.29.15";
    private static final String ALTERNATIVE_NAMES = "2.5.29.17";
    private static final String BASIC_CONSTRAINTS = "2.5.29.19";
    private static final String NAME_CONSTRAINTS = "2.5.29.30";
    private static final String EXTENDED_KEY_USAGE = "2.5.29.37";
    private static final String SERVER = "1.3.6.1.5.5.7.3.1";
    private static final int DNS_NAME = 2;
    private static final int DIGITAL_SIGNATURE = 0x80;
    private static final int SIGNS_CERTIFICATES = 0x04;

    /// It signs certificates of servers below the domain, and nothing else: whoever stole its key could forge no
    /// other name's (RFC 5280 §4.2.1.10).
    static byte[] ofAuthority(String domain, PublicKey own) {
        return Der.sequence(
                extension(KEY_IDENTIFIER, Der.octets(identifier(own))),
                critical(BASIC_CONSTRAINTS, Der.sequence(Der.TRUE, Der.integer(BigInteger.ZERO))),
                critical(KEY_USAGE, Der.bits(SIGNS_CERTIFICATES, 2)),
                critical(
                        NAME_CONSTRAINTS,
                        Der.sequence(Der.tagged(0, Der.sequence(dnsName(domain))))));
    }

    /// @param authority the key that signs it
    static byte[] ofServer(Collection<NamePattern> names, PublicKey authority) {
        var alternatives =
                names.stream().map(NamePattern::value).map(X509::dnsName).toArray(byte[][]::new);
        return Der.sequence(
                extension(
                        AUTHORITYS_KEY_IDENTIFIER,
                        Der.sequence(Der.implicit(0, identifier(authority)))),
                critical(KEY_USAGE, Der.bits(DIGITAL_SIGNATURE, 7)),
                extension(EXTENDED_KEY_USAGE, Der.sequence(Der.identifier(SERVER))),
                extension(ALTERNATIVE_NAMES, Der.sequence(alternatives)));
    }

    /// The whole certificate in DER.
    byte[] signed(PrivateKey by) throws GeneralSecurityException {
        var content =
                Der.sequence(
                        Der.tagged(0, Der.integer(BigInteger.TWO)),
                        Der.integer(serial),
                        algorithm(),
                        name(issuer),
                        Der.sequence(Der.time(notBefore), Der.time(notAfter)),
                        name(subject),
                        key.getEncoded(),
                        Der.tagged(3, extensions));
        var signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(by);
        signature.update(content);
        return Der.sequence(content, algorithm(), Der.bits(signature.sign()));
    }

    /// The first 160 bits of its digest (RFC 7093 §2).
    private static byte[] identifier(PublicKey key) {
        return Arrays.copyOf(Digest.newSha256().digest(key.getEncoded()), 20);
    }

    private static byte[] algorithm() {
        return Der.sequence(Der.identifier(ECDSA_WITH_SHA256));
    }

    private static byte[] name(String common) {
        return Der.sequence(Der.set(Der.sequence(Der.identifier(COMMON_NAME), Der.text(common))));
    }

    private static byte[] dnsName(String name) {
        return Der.implicit(DNS_NAME, name.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] critical(String identifier, byte[] content) {
        return Der.sequence(Der.identifier(identifier), Der.TRUE, Der.octets(content));
    }

    private static byte[] extension(String identifier, byte[] content) {
        return Der.sequence(Der.identifier(identifier), Der.octets(content));
    }
}
