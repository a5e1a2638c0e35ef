package dev.freehold.authority;

import dev.freehold.model.Secret;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/// Keys and certificates as text (RFC 7468).
final class Pem {
    private static final int LINE = 64;
    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String KEY = "PRIVATE KEY";

    private Pem() {}

    static String certificate(byte[] der) {
        return text(CERTIFICATE, der);
    }

    static Secret key(PrivateKey key) {
        return new Secret(text(KEY, key.getEncoded()));
    }

    static PrivateKey readKey(Secret pem) throws GeneralSecurityException {
        var content = pem.reveal().replaceAll("-----[A-Z ]+-----", "");
        var der = Base64.getMimeDecoder().decode(content);
        return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
    }

    static X509Certificate readCertificate(String pem) throws GeneralSecurityException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String text(String label, byte[] der) {
        var lines =
                Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
    }
}
