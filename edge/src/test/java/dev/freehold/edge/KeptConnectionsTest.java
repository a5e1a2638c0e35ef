package dev.freehold.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeptConnectionsTest {
    private final AtomicLong now = new AtomicLong();
    private final AtomicReference<HttpConnection> last = new AtomicReference<>();
    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final KeptConnections kept = KeptConnections.http1(vertx, now::get);
    private volatile Optional<String> keepAlive = Optional.empty();
    private App app;

    @BeforeEach
    void start() {
        app =
                App.that(r -> {
                    last.set(r.connection());
                    keepAlive.ifPresent(told -> r.response().putHeader("keep-alive", told));
                    r.response().end();
                });
    }

    @AfterEach
    void stop() {
        app.close();
        vertx.close();
    }

    @Test
    void the_one_that_was_used_last_is_used_next() throws Exception {
        var first = use(KeptConnections.SHORT_REST);
        pass(Duration.ofMillis(900));

        assertThat(use(KeptConnections.SHORT_REST)).isSameAs(first);
    }

    @Test
    void what_can_not_be_repeated_gets_a_new_one_after_a_moment_s_rest() throws Exception {
        var first = use(KeptConnections.SHORT_REST);
        pass(Duration.ofMillis(1_100));

        assertThat(use(KeptConnections.SHORT_REST)).isNotSameAs(first);
    }

    @Test
    void none_is_used_as_late_as_node_closes_it() throws Exception {
        keepAlive = Optional.of("timeout=5");
        var first = use(KeptConnections.LONGEST_REST);
        pass(Duration.ofMillis(3_900));
        assertThat(use(KeptConnections.LONGEST_REST)).isSameAs(first);
        pass(Duration.ofMillis(4_100));

        assertThat(use(KeptConnections.LONGEST_REST)).isNotSameAs(first);
    }

    @Test
    void a_server_that_waits_less_is_believed() throws Exception {
        keepAlive = Optional.of("timeout=2, max=100");
        var first = use(KeptConnections.LONGEST_REST);
        pass(Duration.ofMillis(1_100));

        assertThat(use(KeptConnections.LONGEST_REST)).isNotSameAs(first);
    }

    @Test
    void a_closed_one_is_forgotten() throws Exception {
        var first = use(KeptConnections.LONGEST_REST);

        last.get().close();

        await().ignoreExceptions().until(() -> !use(KeptConnections.LONGEST_REST).equals(first));
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    /// One request and its answer.
    private HttpClientConnection use(Duration longestRest) throws Exception {
        var done = new CompletableFuture<HttpClientConnection>();
        var target =
                new UpstreamCall.Target(
                        SocketAddress.inetSocketAddress(app.port(), "127.0.0.1"), Optional.empty());
        context.runOnContext(_ ->
                kept.take(target, longestRest)
                        .compose(connection -> request(target, connection))
                        .onComplete(done::complete, done::completeExceptionally));
        return done.get(5, TimeUnit.SECONDS);
    }

    private Future<HttpClientConnection> request(
            UpstreamCall.Target target, HttpClientConnection connection) {
        return connection
                .request(new RequestOptions())
                .compose(request -> request.send())
                .compose(answer ->
                        answer.end()
                                .map(_ -> {
                                    kept.giveBack(target, connection, answer);
                                    return connection;
                                }));
    }
}
