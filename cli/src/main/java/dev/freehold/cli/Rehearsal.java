package dev.freehold.cli;

import dev.freehold.cli.api.Json;
import dev.freehold.cli.terminal.Screen;
import dev.freehold.cli.terminal.Terminal;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Deploys a folder of its own to a stand-in for the platform, once for the AOT cache that is made at
/// build: what a deployment loads is then in it. Not among the commands.
final class Rehearsal {
    static final String NAME = "rehearse";
    private static final int FILES = 300;
    private static final String EVENTS =
            """
            {"type":"accepted","id":"abc234","url":"http://stage--abc234.localhost"}
            {"type":"step","step":"build","text":"static"}
            {"type":"step","step":"switch","text":"visitors get it now"}
            {"type":"done","deployment":{"id":"abc234","url":"http://stage.localhost"}}
            """;

    private Rehearsal() {}

    static int perform(Surroundings surroundings) {
        try (var platform = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var stage = Files.createTempDirectory("freehold-rehearsal");
            Thread.ofPlatform().daemon().start(() -> play(platform));
            announce(stage, platform.getLocalPort());
            var site = Files.createDirectories(stage.resolve("site"));
            fill(site);
            deploy(site, stage);
            Files.writeString(site.resolve("page-1.html"), "a changed page");
            deploy(site, stage);
            surroundings.screen().print(Help.overview(surroundings.screen().colours()));
            remove(stage);
            return 0;
        } catch (IOException e) {
            throw new FreeholdException(ErrorCode.INTERNAL, "the rehearsal broke: " + e, "", e);
        }
    }

    private static void announce(Path stage, int port) throws IOException {
        var announcement =
                Map.of(
                        "pid",
                        ProcessHandle.current().pid(),
                        "apiUrl",
                        "http://127.0.0.1:" + port,
                        "edgeUrl",
                        "http://localhost:8080");
        Files.writeString(stage.resolve("platform.json"), Json.write(announcement));
        Files.writeString(stage.resolve("token"), "stage");
    }

    private static void fill(Path site) throws IOException {
        Files.writeString(site.resolve(".gitignore"), "*.log\n/dist/\n");
        for (int i = 0; i < FILES; i++) {
            Files.writeString(site.resolve("page-" + i + ".html"), "page " + i);
        }
    }

    private static void deploy(Path site, Path stage) {
        var silent = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        var surroundings =
                new Surroundings(
                        Map.of("FREEHOLD_HOME", stage.toString()),
                        site,
                        new Screen(silent, silent, Terminal.NONE),
                        java.io.InputStream.nullInputStream());
        int status = new Main(surroundings).run(List.of("deploy"));
        if (status != 0) {
            throw new FreeholdException(
                    ErrorCode.INTERNAL, "the rehearsal's deployment ended with " + status, "");
        }
    }

    private static void play(ServerSocket platform) {
        while (!platform.isClosed()) {
            try {
                var client = platform.accept();
                Thread.ofPlatform().daemon().start(() -> answer(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void answer(Socket client) {
        try (client) {
            var in =
                    new BufferedReader(
                            new InputStreamReader(
                                    client.getInputStream(), StandardCharsets.ISO_8859_1));
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                boolean upload = line.startsWith("PUT");
                skipBody(in);
                client.getOutputStream()
                        .write((upload ? empty() : events()).getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException gone) {
            // The client has what it wanted.
        }
    }

    private static void skipBody(BufferedReader in) throws IOException {
        long length = 0;
        for (var line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
            if (line.startsWith("Content-Length: ")) {
                length = Long.parseLong(line.substring("Content-Length: ".length()));
            }
        }
        for (long skipped = 0; skipped < length; ) {
            skipped += in.skip(length - skipped);
        }
    }

    private static String empty() {
        return "HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n";
    }

    private static String events() {
        return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                + Integer.toHexString(EVENTS.length())
                + "\r\n"
                + EVENTS
                + "\r\n0\r\n\r\n";
    }

    private static void remove(Path stage) throws IOException {
        try (var files = Files.walk(stage)) {
            for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
