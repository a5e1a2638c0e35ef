package dev.freehold.server;

import dev.freehold.model.Digest;
import dev.freehold.store.Folders;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Plays the platform's life on a folder of its own, once for the AOT cache that is made at build: a site
/// is deployed twice and visited, and a second start finds it again. What that loads is then in the
/// cache, and a real start, deploy and first visit need not load it.
final class Rehearsal {
    private static final String HOST = "stage.localhost";

    private final Path folder;

    private Rehearsal(Path folder) {
        this.folder = folder;
    }

    static void perform() throws IOException {
        var folder = Files.createTempDirectory("freehold-rehearsal");
        try {
            new Rehearsal(folder).play();
        } finally {
            Folders.delete(folder);
        }
    }

    private void play() throws IOException {
        var settings = new Settings(folder, "127.0.0.1", 0, 0, Optional.empty(), "localhost");
        try (var _ = Platform.start(settings)) {
            deploy("a page");
            visit();
        }
        try (var _ = Platform.start(settings)) {
            visit();
            deploy("a changed page");
            visit();
        }
        System.err.println("rehearsed");
    }

    private void deploy(String page) throws IOException {
        var digest = Digest.sha256(page.getBytes(StandardCharsets.UTF_8));
        var order =
                """
                {"environment":"production","tree":{"entries":{"index.html":
                {"type":"file","digest":"%s","size":%d,"executable":false}}}}
                """
                        .formatted(digest, page.length());
        ask("POST", "/projects/stage/deployments", order);
        ask("PUT", "/blobs/" + digest, page);
        ask("POST", "/projects/stage/deployments", order);
    }

    private void visit() throws IOException {
        ask("GET", "/status", "");
        ask("GET", "/projects/stage/deployments", "");
        call(address("edgeUrl"), "GET / HTTP/1.1\r\nHost: " + HOST + "\r\n", "");
        call(address("edgeUrl"), "GET / HTTP/1.1\r\nHost: nobody.localhost\r\n", "");
    }

    private void ask(String method, String path, String content) throws IOException {
        var token = Files.readString(folder.resolve("token")).strip();
        call(
                address("apiUrl"),
                method
                        + " /api/v1"
                        + path
                        + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                        + token
                        + "\r\n",
                content);
    }

    /// What is answered does not matter here; that it is answered to the end does.
    private static void call(URI address, String head, String content) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
            var length = content.isEmpty() ? "" : "Content-Length: " + content.length() + "\r\n";
            var request = head + length + "Connection: close\r\n\r\n" + content;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            var answer = socket.getInputStream().readAllBytes();
            System.err.println(
                    new String(answer, StandardCharsets.UTF_8)
                            .lines()
                            .findFirst()
                            .orElse("nothing"));
        }
    }

    private URI address(String name) throws IOException {
        JsonNode facts =
                JsonMapper.shared().readTree(Files.readAllBytes(folder.resolve("platform.json")));
        return URI.create(facts.get(name).asString());
    }
}
