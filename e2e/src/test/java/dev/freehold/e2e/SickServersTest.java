package dev.freehold.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A new version that does not get well never takes the place of the old one, and says why.
class SickServersTest {
    private static final int START_FAILED = 11;

    private static Product product;

    @BeforeAll
    static void up() {
        product = Product.up(Map.of("FREEHOLD_START_TIME", "4s"));
    }

    @AfterAll
    static void down() {
        product.close();
    }

    @Test
    void one_that_never_listens_is_told_its_port_and_the_old_keeps_serving() {
        var folder = healthy("silent");
        change(folder, "console.log('reading the database'); setInterval(() => {}, 1000)");

        var result = product.deploying(folder);

        assertThat(result.exit()).isEqualTo(START_FAILED);
        assertThat(result.stdout()).isEmpty();
        assertThat(result.stderr())
                .contains("listens on no port", "reading the database", "variable PORT names");
        assertOldServes("silent");
    }

    @Test
    void one_that_listens_elsewhere_is_found_there_and_that_is_told() {
        var folder = healthy("elsewhere");
        change(
                folder,
                "require('node:http').createServer((q, r) => r.end('found')).listen(4567, '0.0.0.0')");

        var result = product.deploying(folder);

        assertThat(result.exit()).isZero();
        assertThat(result.stderr()).contains("listens on 4567 though PORT says");
        assertThat(product.page(product.announcement().url("elsewhere"))).isEqualTo("found");
    }

    @Test
    void one_that_listens_on_loopback_only_is_told_so() {
        var folder = healthy("inward");
        change(
                folder,
                "require('node:http').createServer(() => {}).listen(process.env.PORT, '127.0.0.1')");

        var result = product.deploying(folder);

        assertThat(result.stderr() + result.exit())
                .containsAnyOf("127.0.0.1 only", "visitors get it now");
    }

    @Test
    void one_whose_health_path_answers_500_is_told_so() {
        var folder = healthy("failing");
        Folders.write(folder, Map.of("freehold.toml", "[services.web]\nhealth = \"/health\"\n"));
        change(folder, Servers.handler("response.statusCode = 500; response.end('no database')"));

        var result = product.deploying(folder);

        assertThat(result.exit()).isEqualTo(START_FAILED);
        assertThat(result.stderr())
                .contains("answers 500 to GET \"/health\"", "mend what the health path says");
        assertOldServes("failing");
    }

    @Test
    void one_that_dies_at_once_shows_its_last_words() {
        var folder = healthy("dying");
        change(folder, "console.error('no DATABASE_URL'); process.exit(3)");

        var result = product.deploying(folder);

        assertThat(result.exit()).isEqualTo(START_FAILED);
        assertThat(result.stderr()).contains("it exited with status 3", "no DATABASE_URL");
        assertOldServes("dying");
    }

    @Test
    void one_that_dies_later_is_started_again() {
        var folder = Servers.of("later", Servers.handler("process.exit(1)"));
        change(
                folder,
                Servers.handler(
                        "if (request.url === '/die') process.exit(1); response.end('alive')"));
        var url = product.deploy(folder);
        var first = product.get(url).headers().firstValue("x-instance").orElseThrow();

        assertThat(product.get(url + "/die").statusCode()).isEqualTo(502);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> {
                    var answer = product.get(url);
                    assertThat(answer.body()).isEqualTo("alive");
                    assertThat(answer.headers().firstValue("x-instance").orElseThrow())
                            .isNotEqualTo(first);
                });
    }

    private static Path healthy(String name) {
        var folder = Servers.saying(name, "the old one");
        product.deploy(folder);
        return folder;
    }

    private static void change(Path folder, String script) {
        Folders.write(folder, Map.of("server.js", script));
    }

    private static void assertOldServes(String project) {
        assertThat(product.page(product.announcement().url(project))).isEqualTo("the old one");
    }
}
