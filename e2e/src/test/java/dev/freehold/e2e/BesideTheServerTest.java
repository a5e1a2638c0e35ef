package dev.freehold.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What an app has beside its server: volumes, workers, a step before the switch.
@ExtendWith(SharedProduct.class)
class BesideTheServerTest {
    private static final int RELEASE_FAILED = 12;
    private static final String COUNTER =
            Servers.handler(
                    """
                    const fs = require('node:fs');
                    if (request.method === 'POST') fs.appendFileSync('/data/visits', 'x');
                    response.end(String(fs.existsSync('/data/visits') ? fs.statSync('/data/visits').size : 0))\
                    """);
    private static final String VOLUME =
            """
            [[volumes]]
            name = "data"
            path = "/data"
            """;

    private final Product product;

    BesideTheServerTest(Product product) {
        this.product = product;
    }

    @Test
    void a_volume_survives_deployments_and_the_trash() {
        var folder = Folders.app("counter", Map.of("server.js", COUNTER, "freehold.toml", VOLUME));
        var url = product.deploy(folder);
        product.post(url, "");
        product.post(url, "");

        Folders.write(folder, Map.of("server.js", COUNTER + "// changed"));
        product.deploy(folder);

        assertThat(product.page(url)).isEqualTo("2");
        product.freehold("rm", "counter", "--yes").mustSucceed();
        product.freehold("undo", "--project", "counter").mustSucceed();
        assertThat(product.page(url)).isEqualTo("2");
        assertThat(product.api().read("/volumes").body()).contains("counter", "data");
    }

    @Test
    void a_release_step_that_fails_keeps_the_old_version_and_shows_why() {
        var folder = Servers.saying("released", "old");
        var url = product.deploy(folder);
        Folders.write(
                folder,
                Map.of(
                        "server.js", Servers.handler("response.end('new')"),
                        "release.js", "console.error('table exists already'); process.exit(1)",
                        "freehold.toml", "[release]\ncommand = \"node release.js\"\n"));

        var result = product.deploying(folder);

        assertThat(result.exit()).isEqualTo(RELEASE_FAILED);
        assertThat(result.stderr())
                .contains("the release step ended with status 1", "table exists already")
                .contains("the version before it keeps serving");
        assertThat(product.page(url)).isEqualTo("old");
    }

    @Test
    void a_release_step_runs_before_the_switch() {
        var folder =
                Folders.app(
                        "migrated",
                        Map.of(
                                "server.js",
                                COUNTER,
                                "release.js",
                                "require('node:fs').writeFileSync('/data/visits', 'xxx')",
                                "freehold.toml",
                                "[release]\ncommand = \"node release.js\"\n" + VOLUME));

        var url = product.deploy(folder);

        assertThat(product.page(url)).isEqualTo("3");
    }

    @Test
    void a_worker_runs_without_a_port() {
        var worker =
                "setInterval(() => require('node:fs').appendFileSync('/data/visits', 'x'), 100)";
        var folder =
                Folders.app(
                        "working",
                        Map.of(
                                "server.js", COUNTER,
                                "worker.js", worker,
                                "freehold.toml",
                                        "[services.mailer]\ncommand = \"node worker.js\"\n"
                                                + VOLUME));

        var url = product.deploy(folder);

        await().atMost(Duration.ofSeconds(20)).until(() -> Integer.parseInt(product.page(url)) > 3);
    }
}
