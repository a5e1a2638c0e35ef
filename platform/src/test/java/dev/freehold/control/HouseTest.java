package dev.freehold.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.backup.Restore;
import dev.freehold.model.ByteSize;
import dev.freehold.model.Digest;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.Secret;
import dev.freehold.store.DataFolder;
import dev.freehold.store.Engine;
import dev.freehold.watch.Rules;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
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
        assertThat(platform.provider.keptTrees.get()).hasSize(1);
        assertThat(
                        platform.client
                                .deploy("shop", Map.of("server.js", "one"))
                                .at("/type")
                                .asString())
                .isEqualTo("done");
    }

    @Test
    void what_was_built_is_known_as_long_as_a_deployment_has_it() {
        var page = Map.of("index.html", "kept");
        platform.client.deploy("shop", page);
        platform.clock.pass(Duration.ofDays(400));

        platform.client.post("/collect", Map.of());

        var again =
                platform.client.post("/projects/shop/comparison", Client.body("production", page));
        assertThat(again.json().at("/unchanged").asBoolean()).isTrue();
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
        assertThat(platform.nodes.site("shop--preview.localhost").orElseThrow().earlier())
                .isEmpty();
    }

    @Test
    void what_the_nodes_were_told_last_names_only_what_is_here() {
        var one = platform.client.deploy("shop", Map.of("index.html", "one"));
        platform.client.deploy("shop", Map.of("index.html", "two"));
        platform.client.delete("/deployments/" + id(one));
        platform.clock.pass(Duration.ofDays(31));

        platform.client.post("/collect", Map.of());

        assertThat(platform.blobs.has(digest("one"))).isFalse();
        assertThat(platform.nodes.site("shop.localhost").orElseThrow().earlier()).isEmpty();
    }

    @Test
    void logs_of_what_is_not_live_go_after_their_time_and_those_of_live_ones_stay() {
        var live = platform.client.deploy("shop", Map.of("index.html", "one"));
        platform.client.deploy("shop", Map.of("broken", "yes"));
        assertThat(logs()).hasSize(2);
        platform.clock.pass(Duration.ofDays(29));
        platform.client.post("/collect", Map.of());
        assertThat(logs()).hasSize(2);
        platform.clock.pass(Duration.ofDays(2));

        var report = platform.client.post("/collect", Map.of()).json();

        assertThat(report.at("/logs").asInt()).isEqualTo(1);
        assertThat(logs()).containsExactly(id(live) + ".log");
    }

    @Test
    void caches_go_when_the_disk_is_nearly_full_but_not_that_of_a_build_that_goes_on()
            throws Exception {
        var usual = Rules.DEFAULT;
        var all = ByteSize.ofGigabytes(1_000_000);
        var rules =
                new Rules(
                        usual.every(),
                        usual.grace(),
                        usual.expiry(),
                        usual.caches(),
                        all,
                        usual.logs(),
                        usual.outputs());
        try (var full = LivePlatform.on(elsewhere, rules)) {
            cache("shop");
            cache("busy");
            Thread.ofVirtual().start(() -> full.client.deploy("busy", Map.of("slow", "one")));
            full.builds.slowBegan.await();

            full.client.post("/collect", Map.of());

            assertThat(elsewhere.resolve("caches/owner/shop")).doesNotExist();
            assertThat(elsewhere.resolve("caches/owner/busy/kept")).exists();
            assertThat(elsewhere.resolve("caches/owner")).isDirectoryNotContaining("glob:**/.*");
            full.builds.slowMayEnd.countDown();
        }
    }

    private void cache(String project) throws IOException {
        var folder = Files.createDirectories(elsewhere.resolve("caches/owner/" + project));
        Files.writeString(folder.resolve("kept"), "from the last build");
    }

    private List<String> logs() {
        return List.of(
                java.util.Objects.requireNonNull(
                        folder.resolve("logs/deployments").toFile().list()));
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
    void who_asks_for_what_lies_in_the_trash_is_told_how_it_comes_back() {
        platform.client.deploy("shop", Map.of("index.html", "one"));
        platform.client.delete("/projects/shop");

        var answer = platform.client.get("/projects/shop");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).contains("lies in the trash", "freehold undo --project shop");
    }

    @Test
    void names_of_what_the_trash_let_go_stay_gone_after_a_restart_until_they_are_used_again() {
        var host = new dev.freehold.model.HostName("shop.localhost");
        platform.client.deploy("shop", Map.of("index.html", "one"));
        platform.client.delete("/projects/shop");
        platform.clock.pass(Duration.ofDays(31));
        platform.client.post("/collect", Map.of());
        platform.close();

        platform = LivePlatform.on(folder);

        assertThat(platform.nodes.snapshot().gone()).hasSize(2).containsKey(host);
        platform.client.deploy("shop", Map.of("index.html", "two"));
        assertThat(platform.nodes.snapshot().gone()).hasSize(1).doesNotContainKey(host);
        assertThat(platform.nodes.site("shop.localhost")).isPresent();
    }

    @Test
    void a_backup_brings_everything_back_on_an_empty_machine_with_a_higher_epoch()
            throws Exception {
        platform.client.put("/projects/shop/env/production/COLOUR", Map.of("value", "red"));
        platform.client.deploy("shop", Map.of("server.js", "one"));
        Files.createDirectories(folder.resolve("volumes/owner/shop/data"));
        Files.writeString(folder.resolve("volumes/owner/shop/data/app.db"), "rows");
        var archive = backup();

        restore(elsewhere, PASSPHRASE).from(new ByteArrayInputStream(archive));

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
        var wrong = restore(elsewhere, "wrong horse");
        var occupied = restore(folder, PASSPHRASE);

        Assertions.assertThatThrownBy(() -> wrong.from(new ByteArrayInputStream(archive)))
                .isInstanceOf(FreeholdException.class)
                .hasMessageContaining("passphrase");
        Assertions.assertThatThrownBy(() -> occupied.from(new ByteArrayInputStream(archive)))
                .isInstanceOf(FreeholdException.class)
                .hasMessageContaining("not empty");
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void volumes_in_a_backup_are_as_of_one_moment_while_their_writer_goes_on() throws Exception {
        var volume = Files.createDirectories(folder.resolve("volumes/owner/shop/data"));
        var done = new AtomicBoolean();
        var writer = Thread.ofPlatform().start(() -> writeAlike(volume, done));

        for (int i = 0; i < 5; i++) {
            var into = elsewhere.resolve("copy-" + i);
            restore(into, PASSPHRASE).from(new ByteArrayInputStream(backup()));
            var copied = into.resolve("volumes/owner/shop/data");
            assertThat(copied.resolve("one")).hasSameTextualContentAs(copied.resolve("other"));
        }
        done.set(true);
        writer.join();
        assertThat(folder).isDirectoryNotContaining("glob:**/.copy-*");
    }

    /// Two files that always say the same, to whoever holds the writer still.
    private void writeAlike(Path volume, AtomicBoolean done) {
        for (int n = 0; !done.get(); n++) {
            platform.provider.still.lock();
            try {
                Files.writeString(volume.resolve("one"), "number " + n);
                Files.writeString(volume.resolve("other"), "number " + n);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                platform.provider.still.unlock();
            }
        }
    }

    @Test
    void a_backup_that_breaks_off_is_taken_for_a_whole_one_by_nobody() throws Exception {
        var noise = new byte[2 << 20];
        new Random(7).nextBytes(noise);
        platform.client.putBlob(Digest.sha256(noise), noise);
        Files.createDirectories(folder.resolve("volumes/owner/shop/data"));
        var whole = backup();
        platform.provider.neverStill = true;

        Assertions.assertThatThrownBy(this::backup).isInstanceOf(IOException.class);
        for (int length : List.of(100, whole.length / 2, whole.length - 20)) {
            var cut = new ByteArrayInputStream(whole, 0, length);
            Assertions.assertThatThrownBy(
                            () -> restore(elsewhere.resolve("cut-" + length), PASSPHRASE).from(cut))
                    .isInstanceOf(FreeholdException.class)
                    .hasMessageContaining("damaged");
        }
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

    private static Restore restore(Path root, String passphrase) {
        var into = new DataFolder(root);
        return new Restore(into, Engine.chosen("", into.database()), new Secret(passphrase));
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
