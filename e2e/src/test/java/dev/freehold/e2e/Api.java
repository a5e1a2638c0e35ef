package dev.freehold.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The platform's API as a stranger's program calls it, with whatever token.
record Api(URI base, String token) {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /// A status, and the answer as JSON where it is JSON.
    record Answer(int status, String body) {
        JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }

        /// The last line of a stream of events.
        JsonNode lastEvent() {
            var lines = body.lines().filter(line -> !line.isBlank()).toList();
            return JsonMapper.shared().readTree(lines.getLast());
        }
    }

    static Api of(Announcement platform, String token) {
        return new Api(platform.api(), token);
    }

    Api withToken(String other) {
        return new Api(base, other);
    }

    Answer read(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    Answer post(String path, String json) {
        return send("POST", path, BodyPublishers.ofString(json));
    }

    Answer send(String method, String path, BodyPublisher body) {
        var request =
                HttpRequest.newBuilder(URI.create(base + "/api/v1" + path))
                        .timeout(Duration.ofMinutes(2))
                        .header("Content-Type", "application/json")
                        .method(method, body);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return send(request.build());
    }

    private static Answer send(HttpRequest request) {
        try {
            var answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /// The newest deployment of a project, as the API shows it.
    JsonNode newest(String project) {
        return read("/projects/" + project + "/deployments").json().get("deployments").get(0);
    }

    /// Sends content under its digest, or under one that is claimed.
    Answer upload(String digest, String content) {
        return send("PUT", "/blobs/" + digest, BodyPublishers.ofString(content));
    }

    /// Deploys a tree of path → text, once all texts are sent.
    Answer deploy(String project, Map<String, String> texts) {
        texts.values().forEach(text -> upload(digest(text), text));
        return post("/projects/" + project + "/deployments", tree(texts));
    }

    /// The request of a deployment: path → text.
    static String tree(Map<String, String> texts) {
        var entries =
                texts.entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey, entry -> file(entry.getValue())));
        return JsonMapper.shared().writeValueAsString(Map.of("tree", Map.of("entries", entries)));
    }

    private static Map<String, Object> file(String text) {
        return Map.of(
                "type",
                "file",
                "digest",
                digest(text),
                "size",
                text.getBytes(StandardCharsets.UTF_8).length,
                "executable",
                false);
    }

    static String digest(String text) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            return "sha256:"
                    + HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
