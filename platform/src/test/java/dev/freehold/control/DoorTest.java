package dev.freehold.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.model.Digest;
import dev.freehold.model.Secret;
import dev.freehold.model.TeamId;
import dev.freehold.store.Caller;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DoorTest {
    @TempDir Path folder;
    private LivePlatform platform;

    @BeforeEach
    void start() {
        platform = LivePlatform.on(folder);
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void a_wrong_or_missing_token_is_refused_and_the_owners_is_answered() {
        assertThat(platform.client.as("fh_wrong").get("/status").status()).isEqualTo(401);
        assertThat(
                        platform.client
                                .send(
                                        HttpRequest.newBuilder(
                                                platform.plane.url().resolve("/api/v1/status")))
                                .status())
                .isEqualTo(401);
        assertThat(platform.client.get("/status").status()).isEqualTo(200);
    }

    @Test
    void an_expired_token_is_refused() {
        platform.plane
                .access()
                .add(
                        new Secret("fh_short"),
                        new Caller(TeamId.OWNER, "ci"),
                        Optional.of(platform.clock.instant().plusSeconds(60)));
        var client = platform.client.as("fh_short");
        assertThat(client.get("/status").status()).isEqualTo(200);

        platform.clock.pass(Duration.ofSeconds(61));

        assertThat(client.get("/status").status()).isEqualTo(401);
    }

    @Test
    void token_and_key_are_readable_by_their_owner_only() throws IOException {
        for (var file : List.of(platform.folder.token(), platform.folder.key())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void a_name_that_was_bound_to_this_address_elsewhere_is_refused() throws IOException {
        assertThat(statusLine("Host: evil.example", "")).contains("403");
        assertThat(statusLine("Host: localhost:7070", "")).contains("200");
        assertThat(statusLine("Host: 127.0.0.1", "Origin: https://evil.example\r\n"))
                .contains("403");
        assertThat(statusLine("Host: localhost:7070", "Origin: null\r\n")).contains("403");
    }

    @Test
    void a_page_of_another_port_of_this_machine_is_another_ones() throws IOException {
        assertThat(statusLine("Host: localhost:7070", "Origin: http://localhost:3000\r\n"))
                .contains("403");
        assertThat(statusLine("Host: localhost:7070", "Origin: http://shop.localhost:8080\r\n"))
                .contains("403");
        assertThat(statusLine("Host: localhost:7070", "Origin: http://localhost:7070\r\n"))
                .contains("200");
    }

    @Test
    void every_path_but_the_open_ones_wants_a_valid_token() {
        for (var route : platform.plane.routes()) {
            var method = route.substring(0, route.indexOf(' ')).toUpperCase(java.util.Locale.ROOT);
            var path = route.substring(route.indexOf(' ') + 1).replaceAll("\\{\\w+}", "abc123");
            boolean open = Set.of("/health", "/openapi.json").contains(path);
            for (var token : List.of("fh_wrong", "", " ", "x".repeat(5_000))) {
                var request =
                        platform.client
                                .as(token)
                                .request(path)
                                .method(method, HttpRequest.BodyPublishers.noBody());
                assertThat(platform.client.send(request).status())
                        .as(route)
                        .isEqualTo(open ? 200 : 401);
            }
        }
    }

    @Test
    void a_token_that_was_lost_is_replaced_at_the_next_start_and_is_valid_no_more()
            throws IOException {
        var lost = platform.client.token();
        platform.close();
        Files.delete(platform.folder.token());

        platform = LivePlatform.on(folder);

        assertThat(platform.client.get("/status").status()).isEqualTo(200);
        assertThat(platform.client.as(lost).get("/status").status()).isEqualTo(401);
    }

    @Test
    void a_token_file_that_says_nothing_valid_is_written_anew() throws IOException {
        platform.close();
        Files.writeString(platform.folder.token(), "fh_from_elsewhere");

        platform = LivePlatform.on(folder);

        assertThat(platform.client.get("/status").status()).isEqualTo(200);
    }

    @Test
    void what_is_not_there_is_a_problem_with_advice() {
        var answer = platform.client.get("/nothing");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().at("/code").asString()).isEqualTo("not-found");
        assertThat(answer.json().at("/advice").asString()).isNotEmpty();
    }

    @Test
    void bytes_that_are_not_what_their_digest_says_are_refused_and_not_kept() {
        var claimed = Digest.sha256(bytes("what was promised"));

        var answer = platform.client.putBlob(claimed, bytes("something else"));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().at("/code").asString()).isEqualTo("digest-mismatch");
        assertThat(platform.blobs.has(claimed)).isFalse();
        assertThat(missing(platform.client, claimed)).isTrue();
    }

    @Test
    void an_upload_that_is_cut_in_the_middle_leaves_nothing() throws Exception {
        var content = bytes("x".repeat(100_000));
        var digest = Digest.sha256(content);
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), platform.plane.url().getPort())) {
            var head =
                    "PUT /api/v1/blobs/%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Length: %d\r\n\r\n"
                            .formatted(digest, platform.client.token(), content.length);
            socket.getOutputStream().write(bytes(head));
            socket.getOutputStream().write(content, 0, 1_000);
        }

        assertThat(platform.client.putBlob(digest, content).status()).isEqualTo(201);
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> files(platform.folder.blobs().resolve("incoming")) == 0);
        assertThat(missing(platform.client, digest)).isFalse();
    }

    @Test
    void content_larger_than_the_limit_is_refused() {
        var content = new byte[(64 << 20) + 1];

        var answer = platform.client.putBlob(Digest.sha256(content), content);

        assertThat(answer.status()).isEqualTo(413);
    }

    @Test
    void another_teams_content_is_missing_until_its_bytes_are_sent() {
        platform.plane
                .access()
                .add(
                        new Secret("fh_other"),
                        new Caller(new TeamId("other"), "eve"),
                        Optional.empty());
        var other = platform.client.as("fh_other");
        var content = bytes("the owner's");
        var digest = Digest.sha256(content);
        platform.client.putBlob(digest, content);

        assertThat(missing(other, digest)).isTrue();
        assertThat(
                        other.post(
                                        "/projects/thief/deployments",
                                        Client.body("production", Map.of("a", "the owner's")))
                                .status())
                .isEqualTo(409);
        assertThat(other.putBlob(digest, content).status()).isEqualTo(201);
        assertThat(missing(other, digest)).isFalse();
    }

    @Test
    void every_look_up_of_another_team_finds_nothing_while_the_owners_succeeds() {
        platform.plane
                .access()
                .add(
                        new Secret("fh_other"),
                        new Caller(new TeamId("other"), "eve"),
                        Optional.empty());
        var other = platform.client.as("fh_other");
        var id =
                platform.client
                        .deploy("shop", Map.of("server.js", "one"))
                        .at("/deployment/id")
                        .asString();

        for (var path :
                List.of(
                        "/projects/shop",
                        "/projects/shop/deployments",
                        "/projects/shop/aliases",
                        "/projects/shop/env/production",
                        "/projects/shop/logs",
                        "/deployments/" + id,
                        "/deployments/" + id + "/log",
                        "/deployments/" + id + "/events")) {
            assertThat(other.get(path).status()).as(path).isEqualTo(404);
            assertThat(platform.client.get(path).status()).as(path).isEqualTo(200);
        }
        assertThat(other.get("/changes").json().at("/changes")).isEmpty();
        assertThat(other.get("/projects").json().at("/projects")).isEmpty();
        assertThat(other.delete("/projects/shop").status()).isEqualTo(404);
        assertThat(other.post("/projects/shop/rollback", Map.of()).status()).isEqualTo(404);
        assertThat(other.deploy("shop", Map.of("index.html", "mine")).at("/code").asString())
                .isEqualTo("conflict");
    }

    @Test
    void fifty_thousand_files_are_looked_at_and_deployed() {
        var files = new java.util.HashMap<String, String>();
        for (int i = 0; i < 50_000; i++) {
            files.put("pages/page-" + i + ".html", "page " + i % 10);
        }
        files.values().stream().distinct().forEach(platform.client::upload);

        var answer =
                platform.client.post(
                        "/projects/large/deployments", Client.body("production", files));

        assertThat(answer.last().at("/type").asString()).isEqualTo("done");
    }

    @Test
    void a_secret_is_in_no_answer_that_did_not_ask_for_it_and_not_in_the_database()
            throws IOException {
        platform.client.put(
                "/projects/shop/env/production/KEY", Map.of("value", "top-secret-value"));
        platform.client.deploy("shop", Map.of("server.js", "one"));

        assertThat(platform.client.get("/projects/shop/env/production").text())
                .doesNotContain("top-secret-value");
        assertThat(platform.client.get("/changes").text()).doesNotContain("top-secret-value");
        for (var file : List.of("freehold.db", "freehold.db-wal")) {
            assertThat(
                            new String(
                                    Files.readAllBytes(folder.resolve(file)),
                                    StandardCharsets.ISO_8859_1))
                    .doesNotContain("top-secret-value");
        }
    }

    @Test
    void logs_and_one_off_commands_stream_as_lines() {
        platform.client.deploy("shop", Map.of("server.js", "one"));

        assertThat(platform.client.get("/projects/shop/logs").last().at("/text").asString())
                .isEqualTo("listening");
        var run =
                platform.client.post(
                        "/projects/shop/run", Map.of("command", List.of("npm", "run", "migrate")));
        assertThat(run.lines().getFirst().at("/text").asString()).isEqualTo("npm run migrate");
        assertThat(run.last().at("/code").asInt()).isZero();
    }

    @Test
    void logs_are_filtered_where_they_lie() {
        platform.client.deploy("shop", Map.of("server.js", "one"));

        assertThat(logs("")).containsExactly("listening");
        assertThat(logs("?requests=true")).containsExactly("listening", "GET /a → 500");
        assertThat(logs("?request=req-1")).containsExactly("GET /a → 500");
        assertThat(logs("?requests=true&level=warn")).containsExactly("GET /a → 500");
        assertThat(logs("?grep=listen")).containsExactly("listening");
        assertThat(logs("?instance=web-2")).isEmpty();
        assertThat(logs("?service=worker")).isEmpty();
        assertThat(logs("?since=2026-01-31T12:00:01Z")).isEmpty();
        assertThat(logs("?until=2026-01-31T12:00:00%2B01:00")).isEmpty();
        assertThat(logs("?since=3d")).isEmpty();
        assertThat(logs("?since=99999d")).containsExactly("listening");
    }

    @Test
    void a_filter_that_is_none_is_refused_with_what_is_one() {
        platform.client.deploy("shop", Map.of("server.js", "one"));

        for (var wrong : List.of("?level=loud", "?since=tomorrow", "?grep=" + "x".repeat(201))) {
            var answer = platform.client.get("/projects/shop/logs" + wrong);
            assertThat(answer.status()).as(wrong).isEqualTo(422);
        }
    }

    private List<String> logs(String query) {
        return platform.client.get("/projects/shop/logs" + query).lines().stream()
                .map(line -> line.at("/text").asString())
                .toList();
    }

    @Test
    void a_followed_log_goes_on_with_the_next_production() throws Exception {
        platform.client.deploy("shop", Map.of("server.js", "one"));
        var follow = platform.client.request("/projects/shop/logs?follow=true").GET().build();
        var answer = platform.client.http().send(follow, HttpResponse.BodyHandlers.ofLines());
        try (var lines = answer.body().filter(line -> !line.isBlank())) {
            var heard = lines.iterator();
            assertThat(heard.next()).contains("listening");

            platform.client.deploy("shop", Map.of("server.js", "two"));

            assertThat(heard.next()).contains("listening");
        }
    }

    private static boolean missing(Client client, Digest digest) {
        return !client.post("/blobs/missing", Map.of("digests", List.of(digest.toString())))
                .json()
                .at("/missing")
                .isEmpty();
    }

    private String statusLine(String host, String more) throws IOException {
        URI url = platform.plane.url();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), url.getPort())) {
            var request =
                    "GET /api/v1/health HTTP/1.1\r\n"
                            + host
                            + "\r\n"
                            + more
                            + "Connection: close\r\n\r\n";
            socket.getOutputStream().write(bytes(request));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        }
    }

    private static long files(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.count();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
