package dev.freehold.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A share of the visitors gets the next version first.
@ExtendWith(SharedProduct.class)
class CanaryTest {
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private final Product product;

    CanaryTest(Product product) {
        this.product = product;
    }

    @Test
    void visitors_lose_nothing_while_it_begins_moves_and_is_completed() {
        var folder = Servers.saying("trial", "version 1");
        var url = product.deploy(folder);
        var preview = preview(folder, "response.end('version 2')");
        try (var visitors = new Visitors(product, url)) {
            begin("trial", preview, "--percent", "10");
            awaitMore(visitors);
            var said = product.freehold("promote", "--percent", "60", "--project", "trial");
            assertThat(said.mustSucceed().stderr()).contains("60% of the visitors of \"trial\"");
            awaitMore(visitors);
            product.freehold("promote", "--yes", "--project", "trial").mustSucceed();
            awaitMore(visitors);
            assertThat(visitors.troubles()).isEmpty();
        }

        for (int i = 0; i < 50; i++) {
            assertThat(product.page(url)).isEqualTo("version 2");
        }
        assertThat(product.freehold("rollback", "--project", "trial").mustSucceed().stdout())
                .contains(url);
        assertThat(product.page(url)).isEqualTo("version 1");
    }

    @Test
    void its_share_of_the_visitors_gets_it_and_each_keeps_what_it_got() {
        var folder = Servers.saying("share", "version 1");
        var url = product.deploy(folder);
        begin("share", preview(folder, "response.end('version 2')"), "--percent", "20");

        int candidates = 0;
        for (int i = 0; i < 500; i++) {
            candidates += product.page(url).equals("version 2") ? 1 : 0;
        }

        // 100 are expected; five standard deviations are 45.
        assertThat(candidates).isBetween(55, 145);
        for (int i = 0; i < 5; i++) {
            staysWhereItCame(url);
        }
        product.freehold("promote", "--abort", "--project", "share").mustSucceed();
    }

    private void staysWhereItCame(String url) {
        var first = product.get(url);
        var cookie = first.headers().firstValue("set-cookie").orElseThrow();
        assertThat(first.headers().allValues("cache-control")).containsExactly("private");
        assertThat(cookie).startsWith("__freehold_canary=").contains("HttpOnly", "SameSite=Lax");
        for (int i = 0; i < 20; i++) {
            assertThat(with(cookie, url).body()).isEqualTo(first.body());
        }
    }

    private HttpResponse<String> with(String cookie, String url) {
        var request = Product.request(url).header("Cookie", cookie.split(";")[0]);
        return product.send(request.build());
    }

    @Test
    void one_that_fails_is_taken_away_by_itself_and_history_says_why() {
        var folder = Servers.saying("failing", "version 1");
        var url = product.deploy(folder);
        var preview =
                preview(
                        folder,
                        "response.statusCode = request.url === '/health' ? 200 : 500; response.end('sick')");
        begin("failing", preview, "--percent", "50");

        await().atMost(A_MINUTE)
                .until(() -> product.get(url).statusCode() == 200 && isOver("failing"));

        assertThat(history("failing")).contains("freehold aborted the canary", "requests failed");
        assertThat(inspect("failing")).contains("aborted", "requests failed");
        for (int i = 0; i < 50; i++) {
            assertThat(product.page(url)).isEqualTo("version 1");
        }
    }

    @Test
    void one_that_is_slow_is_taken_away_by_itself_and_history_says_why() {
        var folder = Servers.saying("sluggish", "version 1");
        var url = product.deploy(folder);
        var preview = preview(folder, "setTimeout(() => response.end('version 2'), 300)");
        begin("sluggish", preview, "--percent", "50", "--p95", "200ms");

        try (var visitors = new Visitors(product, url)) {
            await().atMost(A_MINUTE).until(() -> isOver("sluggish"));
            assertThat(visitors.troubles()).isEmpty();
        }

        assertThat(history("sluggish")).contains("freehold aborted the canary", "took longer than");
        assertThat(product.page(url)).isEqualTo("version 1");
    }

    @Test
    void no_page_misses_its_assets_whichever_side_answers() {
        var folder = site("old", "4f3a9c1b");
        var url = product.deploy(folder);
        Folders.delete(folder.resolve("assets"));
        Folders.write(folder, files("new", "77be01d2"));
        product.deploy(folder, "--preview");
        begin("pages", newest("pages"), "--percent", "50");

        for (int i = 0; i < 20; i++) {
            assertThat(product.page(url + "/assets/app.4f3a9c1b.js")).isEqualTo("old code");
            assertThat(product.page(url + "/assets/app.77be01d2.js")).isEqualTo("new code");
        }
        product.freehold("rollback", "--project", "pages").mustSucceed();

        assertThat(product.page(url)).contains("app.4f3a9c1b.js");
        assertThat(product.page(url + "/assets/app.77be01d2.js")).isEqualTo("new code");
    }

    @Test
    void it_goes_on_after_the_platform_was_killed() {
        try (var own = Product.up()) {
            var folder = Servers.saying("killed", "version 1");
            var url = own.deploy(folder);
            Folders.write(
                    folder, Map.of("server.js", Servers.handler("response.end('version 2')")));
            own.deploy(folder, "--preview");
            var preview = own.api().newest("killed").get("id").asString();
            own.freehold("promote", preview, "--percent", "50").mustSucceed();

            var cookie = awaitCandidate(own, url);

            var edge = own.announcement();
            own.kill();
            own.freehold("up", "--api-port", "0", "--edge-port", port(url)).mustSucceed();

            assertThat(own.announcement()).isNotEqualTo(edge);
            await().atMost(A_MINUTE).until(() -> own.page(url).equals("version 1"));
            await().atMost(A_MINUTE).until(() -> own.page(url).equals("version 2"));
            for (int i = 0; i < 20; i++) {
                assertThat(with(cookie, url).body()).isEqualTo("version 2");
            }
            own.freehold("promote", "--abort", "--project", "killed").mustSucceed();
            for (int i = 0; i < 20; i++) {
                assertThat(own.page(url)).isEqualTo("version 1");
            }
        }
    }

    /// The cookie of a visitor who drew the candidate.
    private static String awaitCandidate(Product product, String url) {
        var first = product.get(url);
        while (!first.body().equals("version 2")) {
            first = product.get(url);
        }
        return first.headers().firstValue("set-cookie").orElseThrow();
    }

    private static String port(String url) {
        return String.valueOf(java.net.URI.create(url).getPort());
    }

    private static Path site(String text, String hash) {
        return Folders.app("pages", files(text, hash));
    }

    private static Map<String, String> files(String text, String hash) {
        return Map.of(
                "index.html",
                "<script src=/assets/app." + hash + ".js></script>",
                "assets/app." + hash + ".js",
                text + " code");
    }

    private String preview(Path folder, String answer) {
        Folders.write(folder, Map.of("server.js", Servers.handler(answer)));
        product.deploy(folder, "--preview");
        return newest(String.valueOf(folder.getFileName()));
    }

    private String newest(String project) {
        return product.api().newest(project).get("id").asString();
    }

    private void begin(String project, String preview, String... options) {
        var words = new java.util.ArrayList<>(java.util.List.of("promote", preview));
        words.addAll(java.util.List.of(options));
        var said = product.freehold(words.toArray(String[]::new)).mustSucceed();
        assertThat(said.stderr()).contains("freehold inspect " + project);
    }

    private static void awaitMore(Visitors visitors) {
        int before = visitors.served();
        await().atMost(A_MINUTE).until(() -> visitors.served() >= before + 500);
    }

    private boolean isOver(String project) {
        var canary = product.api().read("/projects/" + project + "/canary").json();
        return canary.get("state").asString().equals("aborted");
    }

    private String history(String project) {
        return product.freehold("history", "--project", project).mustSucceed().stdout();
    }

    private String inspect(String project) {
        return product.freehold("inspect", project).mustSucceed().stdout();
    }
}
