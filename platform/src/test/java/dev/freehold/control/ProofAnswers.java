package dev.freehold.control;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.freehold.model.ServerCertificate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// Shows an authority the proofs that lie on a shelf, as the edge does.
final class ProofAnswers implements AutoCloseable {
    private final ShelfInMemory shelf;
    private final HttpServer http;
    private final ServerSocket tls;

    ProofAnswers(ShelfInMemory shelf, int httpPort, int tlsPort) throws IOException {
        this.shelf = shelf;
        var loopback = InetAddress.getLoopbackAddress();
        http = HttpServer.create(new InetSocketAddress(loopback, httpPort), 0);
        http.createContext("/.well-known/acme-challenge/", this::answer);
        http.start();
        tls = new ServerSocket(tlsPort, 50, loopback);
        Thread.ofVirtual().start(this::accept);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var proof = shelf.http(path.substring(path.lastIndexOf('/') + 1));
        var body = proof.map(http -> http.answer()).orElse("none").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(proof.isPresent() ? 200 : 404, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private void accept() {
        while (!tls.isClosed()) {
            try (var socket = tls.accept()) {
                shake(socket);
            } catch (IOException | GeneralSecurityException _) {
                // The authority says what it did not like.
            }
        }
    }

    private void shake(Socket socket) throws IOException, GeneralSecurityException {
        var certificate = shelf.tlsAlpn();
        if (certificate.isEmpty()) {
            return;
        }
        var shown =
                (SSLSocket)
                        context(certificate.get())
                                .getSocketFactory()
                                .createSocket(socket, null, true);
        shown.setUseClientMode(false);
        var parameters = shown.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"acme-tls/1"});
        shown.setSSLParameters(parameters);
        shown.startHandshake();
        shown.close();
    }

    private static SSLContext context(ServerCertificate certificate)
            throws IOException, GeneralSecurityException {
        var chain =
                CertificateFactory.getInstance("X.509")
                        .generateCertificates(
                                new ByteArrayInputStream(
                                        certificate.chain().getBytes(StandardCharsets.US_ASCII)));
        var base64 = certificate.key().reveal().replaceAll("-----.*-----", "");
        var key =
                KeyFactory.getInstance("RSA")
                        .generatePrivate(
                                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "proof", key, new char[0], chain.toArray(java.security.cert.Certificate[]::new));
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    @Override
    public void close() throws IOException {
        http.stop(0);
        tls.close();
    }
}
