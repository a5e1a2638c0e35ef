package dev.freehold.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The document says what the server does: the same routes, and answers of the shape that it promises.
final class OpenApiTest {
    @TempDir Path folder;
    private LivePlatform platform;
    private JsonNode document;

    @BeforeEach
    void start() {
        platform = LivePlatform.on(folder);
        document = document();
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void the_document_and_the_server_know_the_same_routes() {
        var documented = new TreeSet<String>();
        document.at("/paths")
                .propertyStream()
                .forEach(path ->
                        path.getValue()
                                .propertyNames()
                                .forEach(method -> documented.add(method + " " + path.getKey())));

        assertThat(platform.plane.routes()).containsExactlyInAnyOrderElementsOf(documented);
    }

    @Test
    void answers_have_the_members_that_are_promised_and_no_others() {
        var id =
                platform.client
                        .deploy(
                                "shop",
                                Map.of("server.js", "one", "schedules", "nightly|@daily|GET /cron"))
                        .at("/deployment/id")
                        .asString();
        platform.client.put("/projects/shop/env/production/COLOUR", Map.of("value", "red"));
        platform.client.post("/projects/shop/schedules/nightly/run", Map.of());
        beginCanary();
        platform.client.put("/projects/shop/domains/shop.example.com", Map.of("hsts", 60));

        for (var path :
                List.of(
                        "/status",
                        "/doctor",
                        "/health",
                        "/projects",
                        "/projects/shop",
                        "/changes",
                        "/volumes",
                        "/traffic",
                        "/projects/shop/deployments",
                        "/projects/shop/aliases",
                        "/projects/shop/schedules",
                        "/projects/shop/schedules/runs",
                        "/projects/shop/canary",
                        "/domains",
                        "/domains/shop.example.com",
                        "/projects/shop/env/production?reveal=true",
                        "/deployments/" + id)) {
            var answer = platform.client.get(path);
            assertThat(answer.status()).as(path).isEqualTo(200);
            check(
                    path,
                    schema("get", template(path, id), "200", "application/json"),
                    answer.json());
        }
    }

    @Test
    void every_line_of_a_stream_has_the_members_that_are_promised() {
        var deploy =
                platform.client.tryDeploy(
                        "shop",
                        "production",
                        Map.of("server.js", "one", "schedules", "clean|@daily|node clean.js"));
        var schedule = platform.client.post("/projects/shop/schedules/clean/run", Map.of());
        var failed = platform.client.tryDeploy("shop", "production", Map.of("broken", "yes"));
        var run = platform.client.post("/projects/shop/run", Map.of("command", List.of("ls")));
        var logs = platform.client.get("/projects/shop/logs?requests=true");

        checkLines("post", "/projects/{project}/deployments", deploy);
        checkLines("post", "/projects/{project}/deployments", failed);
        checkLines("post", "/projects/{project}/run", run);
        checkLines("get", "/projects/{project}/logs", logs);
        checkLines("post", "/projects/{project}/schedules/{schedule}/run", schedule);
    }

    @Test
    void what_is_invoked_as_at_lambda_is_below_the_path_that_its_clients_ask() {
        var path = "/functions/{name}/invocations";
        var server = document.path("paths").path(path).at("/post/servers/0/url").asString();
        var address = platform.plane.url().resolve(server + path.replace("{name}", "nobody"));

        var answer =
                platform.client.send(
                        platform.client
                                .request("/")
                                .uri(address)
                                .POST(HttpRequest.BodyPublishers.ofString("{}")));

        assertThat(server).isEqualTo("/2015-03-31");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().path("message").asString()).contains("nobody");
    }

    @Test
    void a_refusal_is_the_problem_that_is_promised() {
        var answer = platform.client.get("/projects/nobody");

        assertThat(answer.status()).isEqualTo(404);
        check("problem", document.at("/components/schemas/Problem"), answer.json());
    }

    private void beginCanary() {
        var done = platform.client.deployTo("shop", "preview", Map.of("server.js", "two"));
        var preview = done.at("/deployment/id").asString();
        platform.client.post(
                "/deployments/" + preview + "/promote", Map.of("percent", "5%", "for", "1h"));
    }

    private JsonNode document() {
        var request = HttpRequest.newBuilder(platform.plane.url().resolve("/api/v1/openapi.json"));
        return platform.client.send(request).json();
    }

    private static String template(String path, String id) {
        return path.replaceFirst("\\?.*", "")
                .replace("/domains/shop.example.com", "/domains/{domain}")
                .replace("/projects/shop", "/projects/{project}")
                .replace("/env/production", "/env/{environment}")
                .replace("/deployments/" + id, "/deployments/{deployment}");
    }

    private void checkLines(String method, String path, Client.Answer answer) {
        assertThat(answer.status()).as(path).isEqualTo(200);
        var schema = schema(method, path, "200", "application/x-ndjson");
        assertThat(answer.lines()).isNotEmpty();
        answer.lines().forEach(line -> check(path, schema, line));
    }

    private JsonNode schema(String method, String path, String status, String type) {
        var schema =
                document.path("paths")
                        .path(path)
                        .path(method)
                        .path("responses")
                        .path(status)
                        .path("content")
                        .path(type)
                        .path("schema");
        assertThat(schema.isObject()).as(method + " " + path).isTrue();
        return schema;
    }

    /// Required members are there, others are known, and each is of its type.
    private void check(String where, JsonNode promised, JsonNode found) {
        var schema =
                promised.has("$ref")
                        ? document.at(promised.path("$ref").asString().substring(1))
                        : promised;
        switch (schema.path("type").asString("")) {
            case "object" -> checkObject(where, schema, found);
            case "array" -> found.forEach(item -> check(where + "[]", schema.path("items"), item));
            case "string" -> assertThat(found.isString()).as(where).isTrue();
            case "integer" -> assertThat(found.isIntegralNumber()).as(where).isTrue();
            case "number" -> assertThat(found.isNumber()).as(where).isTrue();
            case "boolean" -> assertThat(found.isBoolean()).as(where).isTrue();
            default ->
                    assertThat(schema.path("enum").valueStream().toList())
                            .as(where)
                            .contains(found);
        }
    }

    private void checkObject(String where, JsonNode schema, JsonNode found) {
        assertThat(found.isObject()).as(where).isTrue();
        schema.path("required")
                .forEach(name ->
                        assertThat(found.has(name.asString())).as(where + "." + name).isTrue());
        found.propertyStream()
                .forEach(member -> {
                    var promised =
                            schema.path("properties").has(member.getKey())
                                    ? schema.path("properties").path(member.getKey())
                                    : schema.path("additionalProperties");
                    assertThat(promised.isObject())
                            .as(where + "." + member.getKey() + " is documented")
                            .isTrue();
                    check(where + "." + member.getKey(), promised, member.getValue());
                });
    }
}
