package dev.freehold.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.backup.Restore;
import dev.freehold.model.Digest;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.Secret;
import dev.freehold.store.DataFolder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

final class HouseTest {
    private static final String PASSPHRASE = "correct horse";

    @TempDir Path folder;
    @TempDir Path elsewhere;
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
    void what_nothing_names_is_swept_after_its_grace_and_not_before() {
        platform.client.upload("an orphan");
        var orphan = digest("an orphan");

        platform.client.post("/collect", Map.of());
        assertThat(platform.blobs.has(orphan)).isTrue();
        platform.clock.pass(Duration.ofHours(2));
        platform.client.post("/collect", Map.of());

        assertThat(platform.blobs.has(orphan)).isFalse();
        assertThat(
                        platform.client
                                .post(
                                        "/blobs/missing",
                                        Map.of("digests", new String[] {orphan.toString()}))
                                .text())
                .contains(orphan.toString());
    }

    @Test
    void what_a_live_deployment_names_is_never_swept() {
        platform.client.deploy("shop", Map.of("server.js", "one"));
        platform.clock.pass(Duration.ofDays(400));

        platform.client.post("/collect", Map.of());

        assertThat(platform.blobs.has(digest("one"))).isTrue();
        var output = platform.nodes.site("shop.localhost").orElseThrow().output();
        assertThat(platform.blobs.has(output)).isTrue();
        assertThat(platform.keptTrees.get()).hasSize(1);
        assertThat(
                        platform.client
                                .deploy("shop", Map.of("server.js", "one"))
                                .at("/type")
                                .asString())
                .isEqualTo("done");
    }

    @Test
    void an_old_preview_without_a_name_expires_and_its_url_is_gone() {
        var old = platform.client.deployTo("shop", "preview", Map.of("index.html", "one"));
        platform.client.deployTo("shop", "preview", Map.of("index.html", "two"));
        platform.clock.pass(Duration.ofDays(31));

        platform.client.post("/collect", Map.of());

        var host = new dev.freehold.model.HostName("shop--" + id(old) + ".localhost");
        assertThat(platform.nodes.snapshot().gone()).containsKey(host);
        assertThat(platform.nodes.site("shop--preview.localhost")).isPresent();
        assertThat(platform.blobs.has(digest("one"))).isFalse();
        assertThat(platform.blobs.has(digest("two"))).isTrue();
    }

    @Test
    void the_newest_ten_of_production_are_kept_however_old() {
        for (int i = 0; i < 12; i++) {
            platform.client.deploy("shop", Map.of("index.html", "version " + i));
            platform.clock.pass(Duration.ofMinutes(1));
        }
        platform.clock.pass(Duration.ofDays(60));

        var report = platform.client.post("/collect", Map.of()).json();

        assertThat(report.at("/expired").asInt()).isEqualTo(2);
        assertThat(platform.nodes.snapshot().sites()).hasSize(10);
    }

    @Test
    void the_trash_is_emptied_after_its_date_and_the_name_is_free_again() {
        platform.client.deploy("shop", Map.of("index.html", "one"));
        platform.client.delete("/projects/shop");
        assertThat(
                        platform.client
                                .tryDeploy("shop", "production", Map.of("index.html", "two"))
                                .status())
                .isEqualTo(409);
        platform.clock.pass(Duration.ofDays(31));

        platform.client.post("/collect", Map.of());

        assertThat(
                        platform.client
                                .deploy("shop", Map.of("index.html", "two"))
                                .at("/type")
                                .asString())
                .isEqualTo("done");
    }

    @Test
    void a_backup_brings_everything_back_on_an_empty_machine_with_a_higher_epoch()
            throws Exception {
        platform.client.put("/projects/shop/env/production/COLOUR", Map.of("value", "red"));
        platform.client.deploy("shop", Map.of("server.js", "one"));
        Files.createDirectories(folder.resolve("volumes/owner/shop/data"));
        Files.writeString(folder.resolve("volumes/owner/shop/data/app.db"), "rows");
        var archive = backup();

        new Restore(new DataFolder(elsewhere), new Secret(PASSPHRASE))
                .from(new ByteArrayInputStream(archive));

        try (var restored = LivePlatform.on(elsewhere)) {
            assertThat(restored.nodes.site("shop.localhost")).isPresent();
            assertThat(restored.nodes.snapshot().revision())
                    .isGreaterThan(platform.nodes.snapshot().revision());
            var spec = restored.provider.applied.values().iterator().next();
            assertThat(spec.variables().get("COLOUR").reveal()).isEqualTo("red");
            assertThat(elsewhere.resolve("volumes/owner/shop/data/app.db")).hasContent("rows");
            assertThat(
                            restored.client
                                    .deploy("shop", Map.of("server.js", "one"))
                                    .at("/type")
                                    .asString())
                    .isEqualTo("done");
        }
    }

    @Test
    void a_backup_does_not_open_with_another_passphrase_nor_over_what_is_there() throws Exception {
        var archive = backup();
        var wrong = new Restore(new DataFolder(elsewhere), new Secret("wrong horse"));
        var occupied = new Restore(new DataFolder(folder), new Secret(PASSPHRASE));

        Assertions.assertThatThrownBy(() -> wrong.from(new ByteArrayInputStream(archive)))
                .isInstanceOf(FreeholdException.class)
                .hasMessageContaining("passphrase");
        Assertions.assertThatThrownBy(() -> occupied.from(new ByteArrayInputStream(archive)))
                .isInstanceOf(FreeholdException.class)
                .hasMessageContaining("not empty");
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void the_doctor_finds_a_healthy_house() {
        var checks = platform.client.get("/doctor").json().at("/checks");

        assertThat(
                        checks.valueStream()
                                .filter(check -> check.at("/name").asString().equals("history")))
                .allMatch(check -> check.at("/ok").asBoolean())
                .hasSize(1);
    }

    private byte[] backup() throws IOException, InterruptedException {
        var body = Client.JSON.writeValueAsBytes(Map.of("passphrase", PASSPHRASE));
        var request =
                platform.client
                        .request("/backup")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build();
        var answer = platform.client.http().send(request, HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private static Digest digest(String content) {
        return Digest.sha256(content.getBytes(StandardCharsets.UTF_8));
    }

    private static String id(JsonNode done) {
        return done.at("/deployment/id").asString();
    }
}
