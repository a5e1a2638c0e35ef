package dev.freehold.edge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A visitor who speaks TLS as OpenSSL's command line does, and tells everything.
final class SClient {
    private SClient() {}

    /// What it said of a handshake, and with `-ign_eof` of what was answered until the other side closed.
    static String tell(int port, String typed, String... options)
            throws IOException, InterruptedException {
        var process = start(port, options);
        type(typed, process);
        process.getOutputStream().close();
        return ended(process);
    }

    /// What it said when it asked for another handshake on the connection, until the other side closed.
    static String askAgain(int port, String... options) throws IOException, InterruptedException {
        var process = start(port, options);
        type("R\n", process);
        return ended(process);
    }

    private static Process start(int port, String... options) throws IOException {
        var line = new ArrayList<>(List.of("openssl", "s_client", "-connect", "127.0.0.1:" + port));
        line.addAll(List.of(options));
        return new ProcessBuilder(line).redirectErrorStream(true).start();
    }

    private static void type(String text, Process process) throws IOException {
        process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    private static String ended(Process process) throws IOException, InterruptedException {
        var said = process.getInputStream().readAllBytes();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return new String(said, StandardCharsets.ISO_8859_1);
    }
}
