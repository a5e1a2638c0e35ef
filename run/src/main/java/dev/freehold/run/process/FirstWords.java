package dev.freehold.run.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Finds out what listens at a port that nobody told us of, before visitors are sent there: a web server
/// answers HTTP, and a debugger's HTTP can be told from it. The inspectors of Node, Deno and Chromium
/// describe themselves at `/json/version` (Chrome DevTools Protocol, "HTTP endpoints"); those of Java
/// (JDWP), Python and Go speak no HTTP.
enum FirstWords {
    HTTP,
    /// It takes connections, and has not answered in time.
    SILENT,
    /// No HTTP, or a debugger's.
    STRANGE;

    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final int ENOUGH = 4096;
    private static final String QUESTION =
            String.join(
                    "\r\n",
                    "GET /json/version HTTP/1.1",
                    "Host: localhost",
                    "User-Agent: freehold-health",
                    "Connection: close",
                    "",
                    "");

    static FirstWords of(InetSocketAddress address) {
        try (var socket = new Socket()) {
            int limit = (int) LIMIT.toMillis();
            socket.connect(address, limit);
            socket.setSoTimeout(limit);
            socket.getOutputStream().write(QUESTION.getBytes(StandardCharsets.US_ASCII));
            return judge(socket);
        } catch (SocketTimeoutException _) {
            return SILENT;
        } catch (IOException _) {
            return STRANGE;
        }
    }

    private static FirstWords judge(Socket socket) throws IOException {
        var start = text(AnswerStart.read(socket, "HTTP/1.1 200".length(), LIMIT));
        if (!start.startsWith("HTTP/")) {
            return STRANGE;
        }
        socket.setSoTimeout((int) LIMIT.toMillis());
        return start.endsWith(" 200") && isDebuggers(socket.getInputStream()) ? STRANGE : HTTP;
    }

    /// Where the rest does not come in time, what has come decides.
    private static boolean isDebuggers(InputStream rest) {
        var read = new ByteArrayOutputStream();
        long end = System.nanoTime() + LIMIT.toNanos();
        try {
            var piece = new byte[ENOUGH];
            for (int count = 0;
                    count >= 0 && read.size() < ENOUGH && System.nanoTime() < end;
                    count = rest.read(piece)) {
                read.write(piece, 0, count);
            }
        } catch (IOException _) {
            // As far as it came.
        }
        return text(read.toByteArray()).contains("\"Protocol-Version\"");
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
