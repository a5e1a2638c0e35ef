package dev.freehold.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The moment at which visitors get another version.
@ExtendWith(SharedProduct.class)
class SwitchTest {
    private final Product product;

    SwitchTest(Product product) {
        this.product = product;
    }

    @Test
    void visitors_lose_nothing_while_versions_come_and_go() {
        var folder = version("busy", 0);
        var url = product.deploy(folder);
        try (var visitors = new Visitors(product, url)) {
            for (int i = 1; i <= 5; i++) {
                deployVersion(folder, i);
            }
            await().atMost(Duration.ofMinutes(1)).until(() -> visitors.served() >= 2_000);
            assertThat(visitors.troubles()).isEmpty();
        }

        assertThat(product.page(url)).isEqualTo("version 5");
    }

    @Test
    void a_request_in_flight_is_answered_by_the_version_that_took_it() {
        var folder =
                Servers.of(
                        "slow",
                        Servers.handler("setTimeout(() => response.end('version 1'), 3000)"));
        var url = product.deploy(folder);

        var slow = CompletableFuture.supplyAsync(() -> product.page(url));
        Folders.write(folder, Map.of("server.js", Servers.handler("response.end('version 2')")));
        product.deploy(folder);

        assertThat(product.page(url)).isEqualTo("version 2");
        assertThat(slow.join()).isEqualTo("version 1");
    }

    @Test
    void two_deploys_at_once_go_one_after_the_other_and_the_later_is_live() {
        var folder = version("twice", 1);
        var url = product.deploy(folder);
        var other = Folders.copy(folder);
        Folders.write(folder, Map.of("server.js", Servers.handler("response.end('version 2')")));
        Folders.write(other, Map.of("server.js", Servers.handler("response.end('version 3')")));

        var one = product.begin(folder, "deploy", "--name", "twice");
        var two = product.begin(other, "deploy", "--name", "twice");

        assertThat(one.end().mustSucceed().stdout().strip()).isEqualTo(url);
        assertThat(two.end().mustSucceed().stdout().strip()).isEqualTo(url);
        assertThat(product.page(url)).isEqualTo(newestVersion("twice"));
    }

    private String newestVersion(String project) {
        var deployments =
                product.api()
                        .read("/projects/" + project + "/deployments")
                        .json()
                        .get("deployments");
        assertThat(deployments).hasSize(3);
        assertThat(deployments.findValuesAsString("stage")).containsOnly("ready");
        return product.page(deployments.get(0).get("url").asString());
    }

    @Test
    void a_page_loaded_before_the_switch_still_finds_its_assets() {
        var folder =
                Folders.app(
                        "assets",
                        Map.of(
                                "index.html", "<script src=/assets/app.4f3a9c1b.js></script>",
                                "assets/app.4f3a9c1b.js", "old code"));
        var url = product.deploy(folder);
        Folders.delete(folder.resolve("assets"));
        Folders.write(
                folder,
                Map.of(
                        "index.html", "<script src=/assets/app.77be01d2.js></script>",
                        "assets/app.77be01d2.js", "new code"));

        product.deploy(folder);

        assertThat(product.page(url)).contains("app.77be01d2.js");
        assertThat(product.page(url + "/assets/app.77be01d2.js")).isEqualTo("new code");
        assertThat(product.page(url + "/assets/app.4f3a9c1b.js")).isEqualTo("old code");
        assertThat(product.get(url + "/assets/app.00000000.js").statusCode()).isEqualTo(404);
    }

    private static Path version(String name, int number) {
        return Servers.saying(name, "version " + number);
    }

    private void deployVersion(Path folder, int number) {
        var script = Servers.handler("response.end('version " + number + "')");
        Folders.write(folder, Map.of("server.js", script));
        product.deploy(folder);
    }
}
