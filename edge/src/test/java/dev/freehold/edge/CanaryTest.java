package dev.freehold.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.freehold.model.Canary;
import dev.freehold.model.DeploymentId;
import dev.freehold.model.Secret;
import dev.freehold.model.Share;
import dev.freehold.output.Output;
import dev.freehold.output.Routes;
import io.vertx.core.Promise;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CanaryTest {
    private static final String HOST = "shop.localhost";
    private static final String ASSET = "/assets/app.4f3a9c1b.js";
    private static final DeploymentId CANDIDATE = new DeploymentId("bbbbbb");

    private final Counted current = new Counted();
    private final Counted candidate = new Counted();
    private EdgeUnderTest edge;

    @BeforeEach
    void start() throws Exception {
        edge = EdgeUnderTest.start();
    }

    @AfterEach
    void stop() {
        edge.close();
    }

    @Test
    void gives_its_share_of_the_visitors_the_candidate() throws Exception {
        divide(Share.ofPercent(20));

        int candidates = 0;
        for (int i = 0; i < 1_000; i++) {
            candidates += get().body().equals("new") ? 1 : 0;
        }

        // 200 are expected; six standard deviations are 76.
        assertThat(candidates).isBetween(124, 276);
        assertThat(candidate.statuses).hasSize(candidates).containsOnly(200);
        assertThat(current.statuses).hasSize(1_000 - candidates).containsOnly(200);
    }

    @Test
    void a_visitor_stays_where_the_cookie_says() throws Exception {
        divide(Share.ofPercent(50));
        var first = get();
        var cookie = first.header("set-cookie");

        assertThat(cookie)
                .matches(
                        "__freehold_canary=bbbbbb\\.\\d{1,4}\\.[\\w-]{16}; Path=/; Max-Age=604800; HttpOnly; SameSite=Lax");
        for (int i = 0; i < 50; i++) {
            var again = get("Cookie: a=b; " + cookie.substring(0, cookie.indexOf(';')) + "; c=d");
            assertThat(again.body()).isEqualTo(first.body());
            assertThat(again.header("set-cookie")).isEmpty();
        }
    }

    @Test
    void a_larger_share_takes_more_visitors_and_sends_nobody_back() throws Exception {
        divide(Share.ofPercent(5));
        assertThat(get(holding(sealed("bbbbbb.499"))).body()).isEqualTo("new");
        assertThat(get(holding(sealed("bbbbbb.500"))).body()).isEqualTo("old");

        divide(Share.ofPercent(50));

        assertThat(get(holding(sealed("bbbbbb.499"))).body()).isEqualTo("new");
        assertThat(get(holding(sealed("bbbbbb.500"))).body()).isEqualTo("new");
        assertThat(get(holding(sealed("bbbbbb.5000"))).body()).isEqualTo("old");
    }

    @Test
    void a_cookie_of_another_canary_or_of_nonsense_is_drawn_anew() throws Exception {
        divide(Share.ALL);

        for (var value :
                List.of(
                        sealed("aaaaaa.9999"),
                        sealed("bbbbbb.x"),
                        sealed("bbbbbb.99999"),
                        sealed("bbbbbb.-1"),
                        "bbbbbb")) {
            var answer = get(holding(value));
            assertThat(answer.body()).isEqualTo("new");
            assertThat(answer.header("set-cookie")).startsWith("__freehold_canary=bbbbbb.");
        }
        assertThat(get("Cookie: not__freehold_canary=bbbbbb.1").header("set-cookie")).isNotEmpty();
    }

    @Test
    void nobody_chooses_his_side_by_writing_a_number_of_his_own() throws Exception {
        divide(Share.ofPercent(1));
        var of9999 = sealed("bbbbbb.9999").substring("bbbbbb.9999".length());

        for (var forged :
                List.of(
                        "bbbbbb.1",
                        "bbbbbb.1.",
                        "bbbbbb.1.AAAAAAAAAAAAAAAA",
                        "bbbbbb.1" + of9999,
                        "bbbbbb.1." + new Seal(new Secret("another")).of("bbbbbb.1"),
                        sealed("bbbbbb.1") + "x")) {
            // Drawn anew; that all of five draws fall into 1 % is as good as impossible.
            var bodies = new HashSet<String>();
            for (int i = 0; i < 5; i++) {
                var answer = get(holding(forged));
                assertThat(answer.header("set-cookie")).startsWith("__freehold_canary=bbbbbb.");
                bodies.add(answer.body());
            }
            assertThat(bodies).contains("old");
        }
        assertThat(get(holding(sealed("bbbbbb.1"))).body()).isEqualTo("new");
    }

    @Test
    void who_comes_back_is_counted_as_the_visitor_that_he_is() throws Exception {
        divide(Share.ALL);

        get();
        get(holding(sealed("bbbbbb.17")));
        get(holding("bbbbbb.18"));

        assertThat(candidate.returned).containsExactly(17);
        assertThat(candidate.statuses).hasSize(3);
    }

    @Test
    void without_a_canary_nothing_is_said_of_one() throws Exception {
        edge.serve(HOST, Map.of("/index.html", "old"));

        var answer = get(holding("bbbbbb.1"));

        assertThat(answer.header("set-cookie")).isEmpty();
        assertThat(answer.header("cache-control")).isEqualTo("public, max-age=0, must-revalidate");
        assertThat(answer.header("vary")).doesNotContain("cookie");
    }

    @Test
    void no_shared_cache_keeps_what_a_visitor_drew() throws Exception {
        divide(Share.ofPercent(50));

        var page = get();

        assertThat(page.header("cache-control")).isEqualTo("private, max-age=0, must-revalidate");
        assertThat(page.header("vary")).containsIgnoringCase("cookie");
    }

    @Test
    void what_an_app_says_to_shared_caches_is_not_passed_on() throws Exception {
        try (var app =
                new RawApp(
                        String.join(
                                "\r\n",
                                "HTTP/1.1 200 OK",
                                "Content-Length: 3",
                                "Vary: Accept",
                                "Cache-Control: public, s-maxage=60, max-age=5",
                                "CDN-Cache-Control: max-age=600",
                                "",
                                "app"))) {
            divideApps(app.port());

            var answer = get();

            assertThat(answer.body()).isEqualTo("app");
            assertThat(answer.header("cache-control")).isEqualTo("private, max-age=5");
            assertThat(answer.header("cdn-cache-control")).isEmpty();
            assertThat(answer.header("vary"))
                    .containsIgnoringCase("accept")
                    .containsIgnoringCase("cookie");
        }
    }

    @Test
    void a_file_with_a_hash_in_its_name_is_everybodys_and_may_be_kept_by_everybody()
            throws Exception {
        divide(Share.ofPercent(50));

        var asset = Raw.get(edge.port(), HOST, ASSET);

        assertThat(asset.status()).isEqualTo(200);
        assertThat(asset.header("cache-control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(asset.header("set-cookie")).isEmpty();
    }

    @Test
    void a_failure_is_counted_for_its_side() throws Exception {
        try (var app = new RawApp("HTTP/1.1 500 Oh\r\nContent-Length: 2\r\n\r\noh")) {
            divideApps(app.port());

            get();

            assertThat(candidate.statuses).containsExactly(500);
            assertThat(current.statuses).isEmpty();
        }
    }

    @Test
    void an_answer_that_is_broken_off_is_counted_for_its_side() throws Exception {
        try (var app =
                        new RawApp(
                                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n");
                var visitor = new Raw(edge.port())) {
            divideApps(app.port());

            visitor.send("GET / HTTP/1.1", "Host: " + HOST).readHead();
            visitor.chunk();

            assertThat(visitor.isClosed()).isTrue();
            await().untilAsserted(() -> assertThat(candidate.broken).hasValue(1));
            assertThat(current.broken).hasValue(0);
        }
    }

    @Test
    void a_tunnel_is_counted_once_when_it_opens() throws Exception {
        try (var app =
                new RawApp(
                        "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")) {
            divideApps(app.port());
            try (var visitor = new Raw(edge.port())) {
                visitor.send(
                        "GET / HTTP/1.1",
                        "Host: " + HOST,
                        "Connection: Upgrade",
                        "Upgrade: websocket");
                assertThat(visitor.readHead().status()).isEqualTo(101);
                assertThat(visitor.isClosed()).isTrue();
            }
            await().until(() -> !edge.lines().isEmpty());
            assertThat(candidate.statuses).containsExactly(101);
            assertThat(candidate.broken).hasValue(0);
        }
    }

    @Test
    void a_visitor_who_went_away_before_the_answer_is_counted_with_the_wait() throws Exception {
        var asked = new CountDownLatch(1);
        divideApps(0);
        edge.upstream(() -> {
            asked.countDown();
            return Promise.<SocketAddress>promise().future();
        });

        try (var visitor = new Raw(edge.port())) {
            visitor.send("GET / HTTP/1.1", "Host: " + HOST);
            assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        }

        await().untilAsserted(() -> assertThat(candidate.statuses).containsExactly(499));
    }

    private void divide(Share share) {
        var asset = edge.stored(Map.of(ASSET, "code"));
        var old = Output.ofFiles(edge.stored(Map.of("/index.html", "old")), Routes.NONE);
        var fresh = EdgeUnderTest.withFiles(old, edge.stored(Map.of("/index.html", "new")));
        var with = EdgeUnderTest.withFiles(old, asset);
        divide(
                share,
                LiveSite.of(EdgeUnderTest.site(old), old, List.of(with)),
                LiveSite.of(EdgeUnderTest.site(fresh), fresh, List.of(with)));
    }

    private void divideApps(int port) {
        edge.upstream(port);
        var output = edge.withFallback(Map.of());
        var site = LiveSite.of(EdgeUnderTest.site(output), output, List.of());
        divide(Share.ALL, site, site);
    }

    private void divide(Share share, LiveSite old, LiveSite fresh) {
        edge.answer(
                HOST,
                new Sites.Answer.Divided(
                        new Canary(CANDIDATE, share),
                        new Sites.Side(new Sites.Answer.Found(old), current),
                        new Sites.Side(new Sites.Answer.Found(fresh), candidate)));
    }

    private static String sealed(String drawn) {
        return drawn + "." + new Seal(EdgeUnderTest.SEAL).of(drawn);
    }

    private static String holding(String value) {
        return "Cookie: __freehold_canary=" + value;
    }

    private Raw.Response get(String... headers) throws Exception {
        return Raw.get(edge.port(), HOST, "/", headers);
    }

    private static final class Counted implements Tally {
        private final List<Integer> statuses = new CopyOnWriteArrayList<>();
        private final List<Integer> returned = new CopyOnWriteArrayList<>();
        private final AtomicInteger broken = new AtomicInteger();

        @Override
        public void answered(int status, Duration waited) {
            assertThat(waited).isPositive();
            statuses.add(status);
        }

        @Override
        public void brokenOff() {
            broken.incrementAndGet();
        }

        @Override
        public Tally of(int number) {
            returned.add(number);
            return this;
        }
    }
}
