package dev.freehold.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// An edge before `app.localhost`, whose one service a test names by [EdgeUnderTest#upstream], with
/// little patience. Whatever a test does, each lease ends, once.
abstract class BeforeAnApp {
    static final String HOST = "Host: app.localhost:8080";
    EdgeUnderTest edge;

    @BeforeEach
    void start() throws Exception {
        edge = EdgeUnderTest.start(EdgeUnderTest.settings().with(times()));
        edge.serveService("app.localhost");
    }

    EdgeSettings.Times times() {
        return new EdgeSettings.Times(
                Duration.ofMillis(700), Duration.ofSeconds(75), Duration.ofSeconds(30));
    }

    @AfterEach
    void everyLeaseEndsOnce() {
        await().untilAsserted(() ->
                assertThat(edge.leases())
                        .matches(c -> c.leased() == c.released() + c.unreachable()));
        edge.close();
    }

    Raw.Response ask(String... lines) throws Exception {
        return Raw.ask(edge.port(), lines);
    }
}
