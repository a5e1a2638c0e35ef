package dev.freehold.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.backup.Restore;
import dev.freehold.model.Secret;
import dev.freehold.store.DataFolder;
import dev.freehold.store.Engine;
import dev.freehold.store.PostgresServer;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole control plane, on a database at a PostgreSQL server.
final class AtAServerTest {
    private static final String PASSPHRASE = "correct horse";

    @TempDir Path folder;
    @TempDir Path elsewhere;

    @Test
    void deploys_rollbacks_undo_and_restarts_are_as_on_a_file() {
        var database = PostgresServer.freshDatabase();
        String one;
        try (var platform = LivePlatform.on(folder, database)) {
            platform.client.put("/projects/shop/env/production/COLOUR", Map.of("value", "red"));
            one = id(platform, Map.of("server.js", "one"));
            id(platform, Map.of("server.js", "two"));
            platform.client.post("/projects/shop/rollback", Map.of());
            platform.client.delete("/projects/shop");
            platform.client.post("/projects/shop/undo", Map.of());
            platform.client.post("/collect", Map.of());
        }

        try (var platform = LivePlatform.on(folder, database)) {
            assertThat(shown(platform)).isEqualTo(one);
            assertThat(platform.client.get("/changes").json().at("/changes")).hasSize(7);
            assertThat(platform.client.get("/doctor").text()).contains("every entry is what was");
            assertThat(folder.resolve("freehold.db")).doesNotExist();
        }
    }

    @Test
    void a_folder_that_was_another_databases_is_refused_before_its_content_is_collected() {
        try (var platform = LivePlatform.on(folder)) {
            platform.client.deploy("shop", Map.of("index.html", "one"));
        }
        var another = PostgresServer.freshDatabase();

        assertThatThrownBy(() -> LivePlatform.on(folder, another).close())
                .hasMessageContaining("holds the content of another database");
    }

    @Test
    void a_backup_is_brought_back_to_a_file_and_to_a_server() throws Exception {
        byte[] archive;
        String one;
        try (var platform = LivePlatform.on(folder, PostgresServer.freshDatabase())) {
            one = id(platform, Map.of("server.js", "one"));
            archive = backup(platform);
        }

        for (var database : new String[] {"", PostgresServer.freshDatabase()}) {
            var into = new DataFolder(elsewhere.resolve(database.isEmpty() ? "file" : "server"));
            var engine = Engine.chosen(database, into.database());
            new Restore(into, engine, new Secret(PASSPHRASE))
                    .from(new ByteArrayInputStream(archive));

            try (var platform = LivePlatform.on(into.root(), database)) {
                assertThat(shown(platform)).isEqualTo(one);
                assertThat(platform.nodes.snapshot().revision().epoch()).isEqualTo(2);
            }
        }
    }

    private static byte[] backup(LivePlatform platform) throws Exception {
        var body = Client.JSON.writeValueAsBytes(Map.of("passphrase", PASSPHRASE));
        var request =
                platform.client
                        .request("/backup")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build();
        return platform.client.http().send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
    }

    private static String id(LivePlatform platform, Map<String, String> files) {
        return platform.client.deploy("shop", files).at("/deployment/id").asString();
    }

    private static String shown(LivePlatform platform) {
        return platform.nodes.site("shop.localhost").orElseThrow().deployment().value();
    }
}
