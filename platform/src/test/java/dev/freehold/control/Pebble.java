package dev.freehold.control;

import static org.awaitility.Awaitility.await;

import dev.freehold.acme.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.shredzone.acme4j.util.CSRBuilder;
import org.shredzone.acme4j.util.CertificateUtils;
import org.shredzone.acme4j.util.KeyPairUtils;

/// Let's Encrypt's own test authority, as a process of its own.
final class Pebble implements AutoCloseable {
    private final Process process;
    private final int port;
    private final int httpPort;
    private final int tlsPort;
    private final String root;

    /// @param dns the port of the name server that it asks
    /// @param refusedNonces of a hundred
    Pebble(Path folder, int dns, int refusedNonces) throws IOException {
        port = freePort();
        httpPort = freePort();
        tlsPort = freePort();
        root = identify(folder);
        Files.writeString(folder.resolve("pebble.json"), configuration(folder));
        var builder =
                new ProcessBuilder(
                        "pebble",
                        "-config",
                        folder.resolve("pebble.json").toString(),
                        "-dnsserver",
                        "127.0.0.1:" + dns);
        builder.environment().put("PEBBLE_VA_NOSLEEP", "1");
        builder.environment().put("PEBBLE_WFE_NONCEREJECT", String.valueOf(refusedNonces));
        builder.redirectErrorStream(true).redirectOutput(folder.resolve("pebble.log").toFile());
        process = builder.start();
        await().atMost(Duration.ofSeconds(20)).until(this::listens);
    }

    /// Where it comes for proofs by HTTP.
    int httpPort() {
        return httpPort;
    }

    int tlsPort() {
        return tlsPort;
    }

    Settings settings(Settings.Terms terms) {
        return new Settings(
                URI.create("https://127.0.0.1:" + port + "/dir"),
                Optional.of("anna@example.com"),
                terms,
                Optional.of(root));
    }

    private String configuration(Path folder) throws IOException {
        return """
        {"pebble": {"listenAddress": "127.0.0.1:%d", "managementListenAddress": "127.0.0.1:%d",
         "certificate": "%s", "privateKey": "%s", "httpPort": %d, "tlsPort": %d,
         "ocspResponderURL": "", "externalAccountBindingRequired": false, "certificateValidityPeriod": 7776000}}
        """
                .formatted(
                        port,
                        freePort(),
                        folder.resolve("pebble.pem"),
                        folder.resolve("pebble.key"),
                        httpPort,
                        tlsPort);
    }

    /// Writes what it shows to clients, and returns the root that they are to trust.
    private static String identify(Path folder) throws IOException {
        var rootKey = KeyPairUtils.createKeyPair(2048);
        var from = Instant.now().minusSeconds(3600);
        var to = from.plus(Duration.ofDays(1));
        var issuer = CertificateUtils.createTestRootCertificate("CN=Test", from, to, rootKey);
        var key = KeyPairUtils.createKeyPair(2048);
        var request = new CSRBuilder();
        request.addDomain("localhost");
        request.addIP(InetAddress.ofLiteral("127.0.0.1"));
        request.sign(key);
        var own =
                CertificateUtils.createTestCertificate(
                        request.getCSR(), from, to, issuer, rootKey.getPrivate());
        Files.writeString(folder.resolve("pebble.pem"), pem(own));
        Files.writeString(folder.resolve("pebble.key"), pem(key));
        return pem(issuer);
    }

    private static String pem(X509Certificate certificate) {
        try {
            return block("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(KeyPair key) {
        return block("PRIVATE KEY", key.getPrivate().getEncoded());
    }

    private static String block(String kind, byte[] bytes) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(kind, Base64.getMimeEncoder().encodeToString(bytes), kind);
    }

    private boolean listens() {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
