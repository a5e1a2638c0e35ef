package dev.freehold.edge;

import dev.freehold.authority.Authority;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/// Visitors who speak TLS as the JDK does, and trust one authority. Each comes for the first time, but for those
/// of [#returning].
final class TlsVisitor {
    private final TrustManager[] trust;
    private final int port;
    private final SSLContext known;

    TlsVisitor(Authority trusted, int port) throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null);
        store.setCertificateEntry("authority", certificate(trusted.certificate()));
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        this.trust = factory.getTrustManagers();
        this.port = port;
        this.known = context();
    }

    private SSLContext context() throws GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust, null);
        return context;
    }

    static X509Certificate certificate(String pem) throws GeneralSecurityException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    }

    /// A finished handshake, with any protocol of TLS.
    SSLSocket visit(String host, String... protocols) throws Exception {
        return visit(context(), host, protocols);
    }

    /// The same visitor as the last one here, who keeps what he was given.
    SSLSocket returning(String host, String... protocols) throws Exception {
        return visit(known, host, protocols);
    }

    private SSLSocket visit(SSLContext as, String host, String... protocols) throws IOException {
        var socket = connect(as, host);
        if (protocols.length > 0) {
            socket.setEnabledProtocols(protocols);
        }
        socket.startHandshake();
        return socket;
    }

    private SSLSocket connect(SSLContext as, String host) throws IOException {
        var socket =
                (SSLSocket)
                        as.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
        var parameters = socket.getSSLParameters();
        if (!host.isEmpty()) {
            parameters.setServerNames(List.of(new SNIHostName(host)));
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        socket.setSSLParameters(parameters);
        return socket;
    }

    /// The names of the certificate that a visitor of the host is shown.
    List<String> names(String host) throws Exception {
        try (var socket = visit(host)) {
            return shown(socket).getSubjectAlternativeNames().stream()
                    .map(name -> name.get(1).toString())
                    .sorted()
                    .toList();
        }
    }

    static X509Certificate shown(SSLSocket socket) throws IOException {
        return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }

    /// `GET /`, over HTTP/1.1.
    Raw.Response get(String host, String askedFor) throws Exception {
        try (var raw = new Raw(visit(host))) {
            return raw.send("GET / HTTP/1.1", "Host: " + askedFor).read();
        }
    }
}
