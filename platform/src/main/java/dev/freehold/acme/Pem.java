package dev.freehold.acme;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.Secret;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/// Keys and certificates as text (RFC 7468).
final class Pem {
    private static final Base64.Encoder LINES =
            Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    private Pem() {}

    /// On the curve P-256, which every browser knows.
    static KeyPair freshKey() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has P-256", e);
        }
    }

    static String chain(List<X509Certificate> certificates) {
        var text = new StringBuilder();
        for (var certificate : certificates) {
            text.append(block("CERTIFICATE", encoded(certificate)));
        }
        return text.toString();
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was read can be written", e);
        }
    }

    /// PKCS#8.
    static Secret key(PrivateKey key) {
        return new Secret(block("PRIVATE KEY", key.getEncoded()));
    }

    static List<X509Certificate> certificates(String pem) {
        try {
            var bytes = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
            return CertificateFactory.getInstance("X.509").generateCertificates(bytes).stream()
                    .map((Certificate certificate) -> (X509Certificate) certificate)
                    .toList();
        } catch (CertificateException e) {
            throw new FreeholdException(
                    ErrorCode.INVALID, "a certificate can't be read: " + e.getMessage(), "", e);
        }
    }

    static Secret pair(KeyPair pair) {
        return new Secret(
                key(pair.getPrivate()).reveal()
                        + block("PUBLIC KEY", pair.getPublic().getEncoded()));
    }

    /// What [#pair] wrote of a [#freshKey].
    static KeyPair pair(Secret pem) {
        try {
            var keys = KeyFactory.getInstance("EC");
            return new KeyPair(
                    keys.generatePublic(new X509EncodedKeySpec(bytes("PUBLIC KEY", pem))),
                    keys.generatePrivate(new PKCS8EncodedKeySpec(bytes("PRIVATE KEY", pem))));
        } catch (GeneralSecurityException e) {
            throw new FreeholdException(
                    ErrorCode.INTERNAL, "the key of the account can't be read", "", e);
        }
    }

    private static byte[] bytes(String kind, Secret pem) {
        var text = pem.reveal();
        var begin = "-----BEGIN " + kind + "-----";
        int from = text.indexOf(begin) + begin.length();
        return Base64.getMimeDecoder()
                .decode(text.substring(from, text.indexOf("-----END " + kind, from)));
    }

    private static String block(String kind, byte[] bytes) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(kind, LINES.encodeToString(bytes), kind);
    }
}
