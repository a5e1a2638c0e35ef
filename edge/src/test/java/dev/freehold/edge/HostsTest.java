package dev.freehold.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.output.Output;
import dev.freehold.output.Routes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostsTest {
    private EdgeUnderTest edge;

    @BeforeEach
    void start() throws Exception {
        edge = EdgeUnderTest.start();
        edge.serve("shop.localhost", Map.of("/index.html", "shop"));
    }

    @AfterEach
    void stop() {
        edge.close();
    }

    @Test
    void name_a_site_in_any_case_and_with_any_port() throws Exception {
        assertThat(Raw.get(edge.port(), "SHOP.localhost:8080", "/").body()).isEqualTo("shop");
        assertThat(Raw.get(edge.port(), "shop.localhost.", "/").body()).isEqualTo("shop");
        assertThat(
                        Raw.ask(
                                        edge.port(),
                                        "GET http://shop.localhost/ HTTP/1.1",
                                        "Host: shop.localhost")
                                .body())
                .isEqualTo("shop");
    }

    @Test
    void in_a_whole_address_may_have_capitals_and_no_path() throws Exception {
        assertThat(
                        Raw.ask(
                                        edge.port(),
                                        "GET HTTP://SHOP.localhost:8080?a=b HTTP/1.1",
                                        "Host: shop.localhost:8080")
                                .body())
                .isEqualTo("shop");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:8080",
                "[::1]:8080",
                "[::1]",
                "my_app.localhost",
                "shop.localhost..",
                "xn--caf-dma.localhost",
                "localhost",
            })
    void that_name_no_site_get_404(String host) throws Exception {
        var answer = Raw.get(edge.port(), host, "/");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("x-freehold-error")).isEqualTo("unknown-host");
    }

    @Test
    void of_any_length_get_404() throws Exception {
        assertThat(Raw.get(edge.port(), "a.".repeat(500) + "localhost", "/").status())
                .isEqualTo(404);
    }

    @Test
    void that_nobody_knows_get_a_page_in_the_form_they_ask_for() throws Exception {
        var html = Raw.get(edge.port(), "nobody.localhost", "/", "Accept: text/html,*/*");
        var json = Raw.get(edge.port(), "nobody.localhost", "/", "Accept: application/json");
        var text = Raw.get(edge.port(), "nobody.localhost", "/");

        assertThat(List.of(html.status(), json.status(), text.status())).containsOnly(404);
        assertThat(html.header("x-freehold-error")).isEqualTo("unknown-host");
        assertThat(html.header("content-type")).isEqualTo("text/html; charset=utf-8");
        assertThat(html.body()).contains("<h1>There is no site at this address</h1>");
        assertThat(json.body()).contains("\"code\":\"unknown-host\"", "\\\"freehold ls\\\"");
        assertThat(text.body()).startsWith("404 There is no site");
    }

    @Test
    void whose_deployment_is_gone_get_410() throws Exception {
        edge.answer("old.localhost", new Sites.Answer.Gone());

        assertThat(Raw.get(edge.port(), "old.localhost", "/").status()).isEqualTo(410);
    }

    @Test
    void whose_site_is_being_loaded_wait_for_it() throws Exception {
        var loading = new CompletableFuture<LiveSite>();
        edge.answer("slow.localhost", new Sites.Answer.Loading(loading));
        var output = Output.ofFiles(edge.stored(Map.of("/index.html", "slow")), Routes.NONE);

        try (var raw = new Raw(edge.port())) {
            raw.send("GET / HTTP/1.1", "Host: slow.localhost");
            loading.complete(LiveSite.of(EdgeUnderTest.site(output), output, List.of()));

            assertThat(raw.read().body()).isEqualTo("slow");
        }
    }

    @Test
    void whose_site_can_not_be_loaded_get_an_error() throws Exception {
        edge.answer(
                "bad.localhost",
                new Sites.Answer.Loading(
                        CompletableFuture.failedFuture(new IllegalStateException("secret"))));

        var answer = Raw.get(edge.port(), "bad.localhost", "/");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("secret");
    }

    @Test
    void are_asked_for_anew_with_every_request_of_a_kept_connection() throws Exception {
        try (var raw = new Raw(edge.port())) {
            assertThat(raw.send("GET / HTTP/1.1", "Host: shop.localhost").read().body())
                    .isEqualTo("shop");
            edge.serve("shop.localhost", Map.of("/index.html", "new shop"));

            assertThat(raw.send("GET / HTTP/1.1", "Host: shop.localhost").read().body())
                    .isEqualTo("new shop");
        }
    }
}
