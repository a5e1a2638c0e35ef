package dev.freehold.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeployTest {
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
    void a_folder_of_files_is_live_under_the_projects_name_and_its_own() {
        var done = platform.client.deploy("shop", Map.of("index.html", "hello"));

        assertThat(done.at("/type").asString()).isEqualTo("done");
        assertThat(done.at("/deployment/url").asString()).isEqualTo("http://shop.localhost:8080");
        var id = done.at("/deployment/id").asString();
        assertThat(platform.nodes.site("shop.localhost").orElseThrow().deployment().value())
                .isEqualTo(id);
        assertThat(platform.nodes.site("shop--" + id + ".localhost")).isPresent();
    }

    @Test
    void a_server_is_started_before_visitors_get_it() {
        var done = platform.client.deploy("shop", Map.of("server.js", "listen()"));

        assertThat(done.at("/deployment/stage").asString()).isEqualTo("ready");
        assertThat(platform.provider.running).hasSize(1);
    }

    @Test
    void files_that_were_not_sent_are_named() {
        var answer =
                platform.client.post(
                        "/projects/shop/deployments",
                        Client.body("production", Map.of("a.txt", "never sent")));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().at("/code").asString()).isEqualTo("missing-blobs");
        assertThat(answer.json().at("/missing")).hasSize(1);
    }

    @Test
    void a_failed_build_keeps_the_version_before_it() {
        var before = platform.client.deploy("shop", Map.of("index.html", "one"));

        var failed = platform.client.deploy("shop", Map.of("broken", "yes"));

        assertThat(failed.at("/type").asString()).isEqualTo("failed");
        assertThat(failed.at("/problem/code").asString()).isEqualTo("build-failed");
        assertThat(platform.nodes.site("shop.localhost").orElseThrow().deployment().value())
                .isEqualTo(before.at("/deployment/id").asString());
    }

    @Test
    void the_same_source_is_built_once() {
        platform.client.deploy("shop", Map.of("index.html", "one"));

        var again = platform.client.deploy("shop", Map.of("index.html", "one"));

        assertThat(again.at("/type").asString()).isEqualTo("done");
        assertThat(platform.builds.builds.get()).isEqualTo(1);
    }
}
