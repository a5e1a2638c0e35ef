package dev.freehold.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

final class UndoTest {
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
    void history_reads_as_sentences() {
        var done = platform.client.deploy("shop", Map.of("index.html", "one"));

        assertThat(sentences())
                .containsExactly(
                        "anna deployed \"shop\" (" + id(done) + ") to production",
                        "anna created project \"shop\"");
    }

    @Test
    void undoing_a_deploy_shows_the_version_before_it_and_undoing_that_shows_it_again() {
        var one = platform.client.deploy("shop", Map.of("index.html", "one"));
        var two = platform.client.deploy("shop", Map.of("index.html", "two"));

        var undo = platform.client.post("/projects/shop/undo", Map.of());

        assertThat(undo.status()).isEqualTo(200);
        assertThat(shown("shop.localhost")).isEqualTo(id(one));
        var redo =
                platform.client.post(
                        "/changes/" + undo.json().at("/id").asString() + "/undo", Map.of());
        assertThat(redo.status()).isEqualTo(200);
        assertThat(shown("shop.localhost")).isEqualTo(id(two));
    }

    @Test
    void undoing_the_first_deploy_leaves_the_name_without_a_site() {
        platform.client.deploy("shop", Map.of("index.html", "one"));

        platform.client.post("/projects/shop/undo", Map.of());

        assertThat(platform.nodes.site("shop.localhost")).isEmpty();
        assertThat(platform.nodes.snapshot().aliases()).hasSize(1);
    }

    @Test
    void a_variable_gets_its_value_of_before_again() {
        set("COLOUR", "red");
        set("COLOUR", "blue");

        platform.client.post("/projects/shop/undo", Map.of());

        assertThat(value("COLOUR")).isEqualTo("red");
    }

    @Test
    void an_undo_is_refused_with_the_reason_where_a_later_change_touched_the_same() {
        set("COLOUR", "red");
        var first = newest().at("/id").asString();
        set("COLOUR", "blue");

        var refused = platform.client.post("/changes/" + first + "/undo", Map.of());

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().at("/detail").asString())
                .contains("a later change touched the same");
        assertThat(value("COLOUR")).isEqualTo("blue");
    }

    @Test
    void what_was_undone_is_not_undone_twice() {
        set("COLOUR", "red");
        var first = newest().at("/id").asString();
        platform.client.post("/changes/" + first + "/undo", Map.of());

        var again = platform.client.post("/changes/" + first + "/undo", Map.of());

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.json().at("/detail").asString()).contains("undone already");
    }

    @Test
    void a_removed_project_is_gone_and_comes_back_whole() {
        var done = platform.client.deploy("shop", Map.of("server.js", "one"));

        var removed = platform.client.delete("/projects/shop");

        assertThat(removed.json().at("/trashedUntil").asString()).isNotEmpty();
        assertThat(platform.nodes.site("shop.localhost")).isEmpty();
        assertThat(platform.nodes.snapshot().gone()).hasSize(2);
        assertThat(platform.client.get("/projects/shop").status()).isEqualTo(404);
        assertThat(platform.client.post("/projects/shop/undo", Map.of()).status()).isEqualTo(200);
        assertThat(shown("shop.localhost")).isEqualTo(id(done));
        assertThat(platform.client.get("/projects/shop").status()).isEqualTo(200);
    }

    @Test
    void a_removed_deployment_comes_back_under_its_own_name() {
        var one = platform.client.deploy("shop", Map.of("index.html", "one"));
        platform.client.deploy("shop", Map.of("index.html", "two"));

        platform.client.delete("/deployments/" + id(one));

        assertThat(platform.nodes.site("shop--" + id(one) + ".localhost")).isEmpty();
        platform.client.post("/projects/shop/undo", Map.of());
        assertThat(shown("shop--" + id(one) + ".localhost")).isEqualTo(id(one));
    }

    @Test
    void what_productions_visitors_get_is_not_removed() {
        var done = platform.client.deploy("shop", Map.of("index.html", "one"));

        var refused = platform.client.delete("/deployments/" + id(done));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(shown("shop.localhost")).isEqualTo(id(done));
    }

    @Test
    void a_name_that_was_set_by_hand_is_undone_and_a_deployments_own_name_stays() {
        var done = platform.client.deploy("shop", Map.of("index.html", "one"));
        platform.client.put(
                "/projects/shop/aliases/www.shop.example", Map.of("deployment", id(done)));
        assertThat(shown("www.shop.example")).isEqualTo(id(done));

        platform.client.post("/projects/shop/undo", Map.of());

        assertThat(platform.nodes.site("www.shop.example")).isEmpty();
        var own = platform.client.delete("/projects/shop/aliases/shop--" + id(done) + ".localhost");
        assertThat(own.status()).isEqualTo(409);
    }

    @Test
    void a_domain_of_ones_own_follows_production_until_a_deployment_is_named() {
        var domain = "/projects/shop/aliases/shop.example";
        var one = platform.client.deploy("shop", Map.of("index.html", "one"));
        platform.client.put(domain, Map.of("follows", "production"));
        assertThat(shown("shop.example")).isEqualTo(id(one));

        var two = platform.client.deploy("shop", Map.of("index.html", "two"));
        assertThat(shown("shop.example")).isEqualTo(id(two));
        platform.client.post("/projects/shop/rollback", Map.of());
        assertThat(shown("shop.example")).isEqualTo(id(one));

        platform.client.put(domain, Map.of("deployment", id(two)));
        platform.client.deploy("shop", Map.of("index.html", "three"));
        assertThat(shown("shop.example")).isEqualTo(id(two));
    }

    @Test
    void a_domain_that_another_project_has_is_not_taken_from_it() {
        platform.client.deploy("bank", Map.of("index.html", "bank"));
        platform.client.put("/projects/bank/aliases/bank.example", Map.of("follows", "production"));
        var done = platform.client.deploy("shop", Map.of("index.html", "one"));
        var domain = "/projects/shop/aliases/bank.example";

        assertThat(platform.client.put(domain, Map.of("follows", "production")).status())
                .isEqualTo(409);
        assertThat(platform.client.put(domain, Map.of("deployment", id(done))).status())
                .isEqualTo(409);
    }

    @Test
    void another_projects_name_is_not_taken_by_an_alias() {
        var done = platform.client.deploy("shop", Map.of("index.html", "one"));

        var refused =
                platform.client.put(
                        "/projects/shop/aliases/bank.localhost", Map.of("deployment", id(done)));

        assertThat(refused.status()).isEqualTo(422);
    }

    @Test
    void a_name_that_another_project_has_is_taken_neither_by_hand_nor_by_an_undo() {
        var shop = platform.client.deploy("shop", Map.of("index.html", "one"));
        var bank = platform.client.deploy("bank", Map.of("index.html", "two"));
        var name = "/aliases/www.shop.example";
        platform.client.put("/projects/shop" + name, Map.of("deployment", id(shop)));

        var taken = platform.client.put("/projects/bank" + name, Map.of("deployment", id(bank)));
        assertThat(taken.status()).isEqualTo(409);
        assertThat(shown("www.shop.example")).isEqualTo(id(shop));

        platform.client.delete("/projects/shop" + name);
        platform.client.put("/projects/bank" + name, Map.of("deployment", id(bank)));
        var undo = platform.client.post("/projects/shop/undo", Map.of());
        assertThat(undo.status()).isEqualTo(409);
        assertThat(shown("www.shop.example")).isEqualTo(id(bank));
    }

    @Test
    void what_lay_in_the_trash_for_its_time_does_not_come_back() {
        var one = platform.client.deploy("shop", Map.of("index.html", "one"));
        platform.client.deploy("shop", Map.of("index.html", "two"));
        platform.client.delete("/deployments/" + id(one));
        platform.clock.pass(Duration.ofDays(31));
        platform.client.post("/collect", Map.of());

        var undo = platform.client.post("/projects/shop/undo", Map.of());

        assertThat(undo.status()).isEqualTo(410);
        assertThat(undo.json().at("/detail").asString()).contains("can't be undone");
    }

    private void set(String name, String value) {
        platform.client.put("/projects/shop/env/production/" + name, Map.of("value", value));
    }

    private String value(String name) {
        return platform.client
                .get("/projects/shop/env/production?reveal=true")
                .json()
                .at("/values/" + name)
                .asString();
    }

    private JsonNode newest() {
        return platform.client.get("/changes?limit=1").json().at("/changes/0");
    }

    private List<String> sentences() {
        return platform.client
                .get("/changes")
                .json()
                .at("/changes")
                .valueStream()
                .map(change -> change.at("/sentence").asString())
                .toList();
    }

    private String shown(String host) {
        return platform.nodes.site(host).orElseThrow().deployment().value();
    }

    private static String id(JsonNode done) {
        return done.at("/deployment/id").asString();
    }
}
