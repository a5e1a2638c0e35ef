package dev.freehold.control;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// A real name server, responsible for `example.com`, that takes signed updates.
final class Bind implements AutoCloseable {
    static final String KEY = "acme:hmac-sha256:c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0";

    private final Process process;
    private final int port;

    Bind(Path folder) throws IOException {
        port = Pebble.freePort();
        Files.writeString(folder.resolve("example.com.zone"), zone());
        Files.writeString(folder.resolve("named.conf"), configuration(folder));
        process =
                new ProcessBuilder(
                                "/usr/sbin/named",
                                "-g",
                                "-n",
                                "1",
                                "-c",
                                folder.resolve("named.conf").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("named.log").toFile())
                        .start();
        await().atMost(Duration.ofSeconds(20)).until(this::listens);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static String zone() {
        return """
        $TTL 60
        @ IN SOA ns.example.com. root.example.com. 1 60 60 60 60
        @ IN NS ns.example.com.
        ns IN A 127.0.0.1
        """;
    }

    private String configuration(Path folder) {
        return """
        options { directory "%s"; listen-on port %d { 127.0.0.1; }; listen-on-v6 { none; }; recursion no;
          pid-file none; session-keyfile none; dnssec-validation no; allow-transfer { none; }; };
        controls { };
        key "acme" { algorithm hmac-sha256; secret "%s"; };
        zone "example.com" { type primary; file "example.com.zone"; allow-update { key "acme"; }; };
        """
                .formatted(folder, port, KEY.substring(KEY.lastIndexOf(':') + 1));
    }

    private boolean listens() {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
