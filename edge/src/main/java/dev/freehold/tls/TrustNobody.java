package dev.freehold.tls;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509TrustManager;

/// Visitors show no certificates. Without this the authorities that Java trusts would be read, and copied, for
/// every certificate.
final class TrustNobody implements X509TrustManager {
    static final TrustNobody INSTANCE = new TrustNobody();

    private TrustNobody() {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        throw new CertificateException("no visitor is asked for a certificate");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        throw new CertificateException("no server is called");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
