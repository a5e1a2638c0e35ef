package dev.freehold.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.freehold.model.Digest;
import dev.freehold.output.Output;
import dev.freehold.output.Phase;
import dev.freehold.output.Route;
import dev.freehold.output.Routes;
import dev.freehold.output.StaticFile;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StaticFilesTest {
    private static final String HOST = "shop.localhost";
    private static final String LONG = "0123456789".repeat(30_000);
    private static EdgeUnderTest edge;

    @BeforeAll
    static void serveASite() throws Exception {
        edge = EdgeUnderTest.start();
        edge.serve(
                HOST,
                Map.of(
                        "/index.html", "<h1>hello</h1>",
                        "/ten.txt", "0123456789",
                        "/long.txt", LONG,
                        "/long.bin", LONG,
                        "/empty.css", "",
                        "/a.js", "let a = 1;".repeat(500),
                        "/assets/a-3f9a1c07.js", "1"));
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    @Test
    void a_file_comes_with_its_type_and_a_validator() throws Exception {
        var answer = get("/");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("<h1>hello</h1>");
        assertThat(answer.header("content-type")).isEqualTo("text/html; charset=utf-8");
        assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(answer.header("cache-control")).isEqualTo("public, max-age=0, must-revalidate");
        assertThat(DateTimeFormatter.RFC_1123_DATE_TIME.parse(answer.header("date"), Instant::from))
                .isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
        assertThat(answer.header("etag"))
                .isEqualTo(
                        "\""
                                + Digest.sha256("<h1>hello</h1>".getBytes(StandardCharsets.UTF_8))
                                        .hex()
                                + "\"");
    }

    @Test
    void hashed_assets_are_kept_for_a_year() throws Exception {
        assertThat(get("/assets/a-3f9a1c07.js").header("cache-control"))
                .isEqualTo("public, max-age=31536000, immutable");
    }

    @Test
    void who_has_the_content_already_gets_304() throws Exception {
        var tag = get("/ten.txt").header("etag");

        assertThat(get("/ten.txt", "If-None-Match: " + tag).status()).isEqualTo(304);
        assertThat(get("/ten.txt", "If-None-Match: \"x\", W/" + tag).status()).isEqualTo(304);
        assertThat(get("/ten.txt", "If-None-Match: *").status()).isEqualTo(304);
        assertThat(get("/ten.txt", "If-None-Match: *").headers())
                .containsKeys("etag", "cache-control", "vary")
                .doesNotContainKey("content-length");
        assertThat(get("/ten.txt", "If-None-Match: \"other\"").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    # range            | status | content-range    | body
                    bytes=0-3          | 206    | bytes 0-3/10     | 0123
                    bytes=7-           | 206    | bytes 7-9/10     | 789
                    bytes=-2           | 206    | bytes 8-9/10     | 89
                    bytes=-20          | 206    | bytes 0-9/10     | 0123456789
                    bytes=5-500        | 206    | bytes 5-9/10     | 56789
                    bytes=9-9          | 206    | bytes 9-9/10     | 9
                    bytes=10-          | 416    | bytes */10       | ''
                    bytes=-0           | 416    | bytes */10       | ''
                    bytes=3-2          | 200    | ''               | 0123456789
                    bytes=0-1,3-4      | 200    | ''               | 0123456789
                    bytes=-            | 200    | ''               | 0123456789
                    lines=0-3          | 200    | ''               | 0123456789
                    bytes=99999999999999999999- | 200 | ''         | 0123456789
                    """)
    void a_range_gets_its_part(String range, int status, String contentRange, String body)
            throws Exception {
        var answer = get("/ten.txt", "Range: " + range);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("content-range")).isEqualTo(contentRange);
        assertThat(answer.body()).isEqualTo(body);
    }

    @Test
    void a_range_of_another_version_gets_the_whole() throws Exception {
        var tag = get("/ten.txt").header("etag");

        assertThat(get("/ten.txt", "Range: bytes=0-3", "If-Range: " + tag).status()).isEqualTo(206);
        assertThat(get("/ten.txt", "Range: bytes=0-3", "If-Range: \"old\"").status())
                .isEqualTo(200);
    }

    @Test
    void a_large_file_is_sent_from_the_disk_whole_and_in_parts() throws Exception {
        assertThat(get("/long.bin").body()).isEqualTo(LONG);
        assertThat(get("/long.bin", "Range: bytes=250000-250009").body()).isEqualTo("0123456789");
    }

    @Test
    void text_is_compressed_for_who_takes_it() throws Exception {
        var answer = get("/long.txt", "Accept-Encoding: br, gzip;q=0.8");

        assertThat(answer.header("content-encoding")).isEqualTo("gzip");
        assertThat(answer.header("vary")).isEqualTo("accept-encoding");
        assertThat(answer.bytes().length).isLessThan(LONG.length() / 10);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(answer.bytes())).readAllBytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(LONG);
        assertThat(
                        get(
                                        "/long.txt",
                                        "Accept-Encoding: gzip",
                                        "If-None-Match: " + answer.header("etag"))
                                .status())
                .isEqualTo(304);
    }

    @Test
    void nothing_else_is_compressed() throws Exception {
        assertThat(get("/a.js").header("content-encoding")).isEmpty();
        assertThat(get("/a.js").header("vary")).isEqualTo("accept-encoding");
        assertThat(get("/a.js", "Accept-Encoding: gzip;q=0").header("content-encoding")).isEmpty();
        assertThat(get("/ten.txt", "Accept-Encoding: gzip").header("content-encoding")).isEmpty();
        assertThat(get("/long.bin", "Accept-Encoding: gzip").header("content-encoding")).isEmpty();
    }

    @Test
    void head_has_the_headers_of_get_and_no_body() throws Exception {
        for (var path : List.of("/ten.txt", "/long.bin", "/a.js", "/empty.css")) {
            try (var raw = new Raw(edge.port())) {
                var head = raw.send("HEAD " + path + " HTTP/1.1", "Host: " + HOST).readHead();
                var next = raw.send("GET " + path + " HTTP/1.1", "Host: " + HOST).read();

                assertThat(head.status()).isEqualTo(200);
                assertThat(withoutDate(head)).isEqualTo(withoutDate(next));
            }
        }
    }

    @Test
    void head_asks_for_no_part() throws Exception {
        try (var raw = new Raw(edge.port())) {
            var head =
                    raw.send("HEAD /ten.txt HTTP/1.1", "Host: " + HOST, "Range: bytes=0-3")
                            .readHead();

            assertThat(head.status()).isEqualTo(200);
            assertThat(head.header("content-length")).isEqualTo("10");
        }
    }

    @Test
    void an_empty_file_is_a_file() throws Exception {
        var answer = get("/empty.css");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-length")).isEqualTo("0");
    }

    @Test
    void a_file_can_only_be_read() throws Exception {
        var answer = Raw.ask(edge.port(), "DELETE /ten.txt HTTP/1.1", "Host: " + HOST);

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("allow")).isEqualTo("GET, HEAD");
    }

    @Test
    void headers_of_rules_go_over_ours() throws Exception {
        var routes =
                new Routes(
                        Map.of(
                                Phase.START,
                                List.of(
                                        Route.headers(
                                                "/.*",
                                                Map.of(
                                                        "Cache-Control",
                                                        "no-store",
                                                        "X-Own",
                                                        "1")))));
        edge.serve(
                "rules.localhost",
                Output.ofFiles(edge.stored(Map.of("/a.txt", "a")), routes),
                List.of());

        var answer = Raw.get(edge.port(), "rules.localhost", "/a.txt");

        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        assertThat(answer.header("x-own")).isEqualTo("1");
    }

    @Test
    void the_build_can_say_the_type() throws Exception {
        var file = edge.stored("{}".getBytes(StandardCharsets.UTF_8));
        var typed = new StaticFile(file.digest(), file.size(), Optional.of("application/ld+json"));
        edge.serve(
                "typed.localhost",
                Output.ofFiles(Map.of("/schema", typed), Routes.NONE),
                List.of());

        assertThat(Raw.get(edge.port(), "typed.localhost", "/schema").header("content-type"))
                .isEqualTo("application/ld+json");
    }

    @Test
    void assets_of_the_deployment_before_still_answer() throws Exception {
        var before =
                Output.ofFiles(
                        edge.stored(Map.of("/app-00aa11bb.js", "old", "/about.html", "old")),
                        Routes.NONE);
        var now = Output.ofFiles(edge.stored(Map.of("/app-ccdd2233.js", "new")), Routes.NONE);
        edge.serve("switched.localhost", now, List.of(before));

        assertThat(Raw.get(edge.port(), "switched.localhost", "/app-00aa11bb.js").body())
                .isEqualTo("old");
        assertThat(Raw.get(edge.port(), "switched.localhost", "/about.html").status())
                .isEqualTo(404);
    }

    @Test
    void a_file_whose_content_is_lost_is_an_error_that_says_nothing_of_the_inside()
            throws Exception {
        var lost = new StaticFile(Digest.sha256(new byte[] {1, 2, 3}), 3);
        edge.serve(
                "lost.localhost", Output.ofFiles(Map.of("/a.txt", lost), Routes.NONE), List.of());

        var answer = Raw.get(edge.port(), "lost.localhost", "/a.txt");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.header("etag")).isEmpty();
        assertThat(answer.body()).doesNotContain("blob", "sha256");
    }

    private static Map<String, String> withoutDate(Raw.Response answer) {
        var headers = new TreeMap<>(answer.headers());
        headers.remove("date");
        return headers;
    }

    private static Raw.Response get(String path, String... headers) throws Exception {
        return Raw.get(edge.port(), HOST, path, headers);
    }
}
