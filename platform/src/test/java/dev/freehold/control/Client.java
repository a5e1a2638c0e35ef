package dev.freehold.control;

import dev.freehold.model.Digest;
import dev.freehold.output.OutputJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Speaks the API over real HTTP, as the command line does.
record Client(HttpClient http, URI url, String token) {
    static final JsonMapper JSON = OutputJson.withForms(JsonMapper.builder()).build();

    static Client of(URI url, Path tokenFile) {
        try {
            return new Client(HttpClient.newHttpClient(), url, Files.readString(tokenFile).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Client as(String other) {
        return new Client(http, url, other);
    }

    record Answer(int status, String text) {
        JsonNode json() {
            return JSON.readTree(text);
        }

        List<JsonNode> lines() {
            return text.lines().filter(line -> !line.isBlank()).map(JSON::readTree).toList();
        }

        JsonNode last() {
            return lines().getLast();
        }
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer delete(String path) {
        return send(request(path).DELETE());
    }

    Answer post(String path, Object body) {
        return send(
                request(path)
                        .POST(
                                HttpRequest.BodyPublishers.ofByteArray(
                                        JSON.writeValueAsBytes(body))));
    }

    Answer put(String path, Object body) {
        return send(
                request(path)
                        .PUT(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
    }

    Answer putBlob(Digest digest, byte[] content) {
        return send(
                request("/blobs/" + digest).PUT(HttpRequest.BodyPublishers.ofByteArray(content)));
    }

    /// Sends the files and deploys them; returns the stream's last line.
    JsonNode deploy(String project, Map<String, String> files) {
        return deployTo(project, "production", files);
    }

    JsonNode deployTo(String project, String environment, Map<String, String> files) {
        var answer = tryDeploy(project, environment, files);
        return answer.status() == 200 ? answer.last() : answer.json();
    }

    Answer tryDeploy(String project, String environment, Map<String, String> files) {
        files.values().forEach(this::upload);
        return post("/projects/" + project + "/deployments", body(environment, files));
    }

    void upload(String content) {
        var bytes = content.getBytes(StandardCharsets.UTF_8);
        putBlob(Digest.sha256(bytes), bytes);
    }

    static Map<String, Object> body(String environment, Map<String, String> files) {
        var entries = new LinkedHashMap<String, Object>();
        files.forEach((path, content) -> entries.put(path, entry(content)));
        return Map.of("environment", environment, "tree", Map.of("entries", entries));
    }

    private static Map<String, Object> entry(String content) {
        var bytes = content.getBytes(StandardCharsets.UTF_8);
        return Map.of(
                "type",
                "file",
                "digest",
                Digest.sha256(bytes).toString(),
                "size",
                bytes.length,
                "executable",
                false);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(url.resolve("/api/v1" + path))
                .header("Authorization", "Bearer " + token);
    }

    Answer send(HttpRequest.Builder request) {
        try {
            var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
