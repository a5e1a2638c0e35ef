package dev.freehold.tls;

import dev.freehold.model.ServerCertificate;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.ReferenceCountedOpenSslServerContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SSLException;

/// Makes certificates ready: modern ciphers only (what Mozilla calls "intermediate"), no renegotiation and no
/// early data, which could be sent twice (RFC 8446 §8); both are BoringSSL's own defaults.
final class BoringSsl {
    static final String PROOF = "acme-tls/1";

    private static final List<String> HTTP = List.of("h2", "http/1.1");
    private static final List<String> CIPHERS =
            List.of(
                    "TLS_AES_128_GCM_SHA256",
                    "TLS_AES_256_GCM_SHA384",
                    "TLS_CHACHA20_POLY1305_SHA256",
                    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
                    "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
                    "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    static {
        // The certificate lies in BoringSSL itself: otherwise it asks Java for it in every
        // handshake.
        System.setProperty("io.netty.handler.ssl.openssl.useKeyManagerFactory", "false");
    }

    private BoringSsl() {}

    /// A session is bound to the certificate that it was made with: a new certificate is seen by everybody.
    ///
    /// @throws SSLException where it can't be used: the key is of another certificate
    static Ready forHttp(ServerCertificate certificate) throws SSLException {
        var context = context(certificate, HTTP);
        var sessions = context.sessionContext();
        sessions.setSessionIdContext(HexFormat.of().parseHex(certificate.id().hex()));
        sessions.setSessionTimeout((int) TicketKeys.PERIOD.multipliedBy(2).toSeconds());
        return new Ready(context, certificate.names());
    }

    /// Shown to an authority that wants to see it, and of no other use (RFC 8737 §3).
    static Ready forProof(ServerCertificate certificate) throws SSLException {
        return new Ready(context(certificate, List.of(PROOF)), certificate.names());
    }

    private static ReferenceCountedOpenSslServerContext context(
            ServerCertificate certificate, List<String> protocols) throws SSLException {
        var context =
                (ReferenceCountedOpenSslServerContext)
                        SslContextBuilder.forServer(
                                        pem(certificate.chain()), pem(certificate.key().reveal()))
                                .sslProvider(SslProvider.OPENSSL_REFCNT)
                                .protocols("TLSv1.3", "TLSv1.2")
                                .ciphers(CIPHERS)
                                .option(
                                        OpenSslContextOption.GROUPS,
                                        new String[] {
                                            "X25519MLKEM768", "x25519", "secp256r1", "secp384r1"
                                        })
                                .trustManager(TrustNobody.INSTANCE)
                                .applicationProtocolConfig(oneOf(protocols))
                                .build();
        context.sessionContext().setSessionCacheEnabled(false);
        return context;
    }

    private static ApplicationProtocolConfig oneOf(List<String> protocols) {
        return new ApplicationProtocolConfig(
                Protocol.ALPN,
                SelectorFailureBehavior.NO_ADVERTISE,
                SelectedListenerFailureBehavior.ACCEPT,
                protocols);
    }

    private static InputStream pem(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }
}
