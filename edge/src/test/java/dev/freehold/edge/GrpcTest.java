package dev.freehold.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/// Calls by gRPC (its protocol over HTTP/2, PROTOCOL-HTTP2.md): HTTP/2 all the way, trailers, two streams at
/// once.
class GrpcTest extends BeforeAnApp {
    private static final String[] CALL = {
        "content-type", "application/grpc+proto", "te", "trailers"
    };
    private final Set<Object> connections = ConcurrentHashMap.newKeySet();

    /// Sends each message back as it comes, then says that all went well.
    private void echo(HttpServerRequest request) {
        connections.add(request.connection());
        var response = request.response().putHeader("content-type", "application/grpc+proto");
        response.putHeader("x-heard", request.version() + " " + request.getHeader("te"));
        response.putHeader("x-host", String.valueOf(request.authority()));
        request.handler(response::write);
        request.endHandler(_ -> response.putTrailer("grpc-status", "0").end());
    }

    /// One message: not compressed, its length, its bytes.
    private static String message(String text) {
        return "\0\0\0\0" + (char) text.length() + text;
    }

    @Test
    void go_both_ways_at_once_and_end_with_a_status() throws Exception {
        try (var app = App.that(this::echo);
                var visitor = new RawHttp2(edge.port())) {
            edge.upstream(app.port());
            visitor.post(1, "/shop.Orders/Watch", CALL).data(1, 0, message("first"));

            var head = visitor.fields(visitor.next(RawHttp2.HEADERS));
            var first = visitor.next(RawHttp2.DATA).payload();
            visitor.data(1, RawHttp2.END_STREAM, message("second"));
            var rest = visitor.answer(1);

            assertThat(first).asString(StandardCharsets.ISO_8859_1).isEqualTo(message("first"));
            assertThat(head)
                    .containsEntry("x-heard", HttpVersion.HTTP_2 + " trailers")
                    .containsEntry("x-host", "app.localhost");
            assertThat(rest.body()).isEqualTo(message("second"));
            assertThat(rest.headers()).containsEntry("grpc-status", "0");
        }
    }

    @Test
    void use_a_connection_to_the_app_again() throws Exception {
        try (var app = App.that(this::echo);
                var visitor = new RawHttp2(edge.port())) {
            edge.upstream(app.port());

            for (int stream = 1; stream <= 9; stream += 2) {
                visitor.post(stream, "/a/b", CALL);
                var answer = visitor.data(stream, RawHttp2.END_STREAM, message("x")).answer(stream);
                assertThat(answer.trailers()).containsEntry("grpc-status", "0");
            }

            assertThat(connections).hasSize(1);
        }
    }

    @Test
    void that_fail_at_once_tell_so_in_their_head() throws Exception {
        try (var app =
                        App.that(r ->
                                r.response()
                                        .putHeader("content-type", "application/grpc")
                                        .putHeader("grpc-status", "12")
                                        .end());
                var visitor = new RawHttp2(edge.port())) {
            edge.upstream(app.port());

            visitor.post(1, "/a/b", CALL).data(1, RawHttp2.END_STREAM, message("x"));

            assertThat(visitor.answer(1).headers()).containsEntry("grpc-status", "12");
        }
    }

    @Test
    void for_browsers_go_on_by_http1() throws Exception {
        try (var app = App.that(this::echo);
                var visitor = new RawHttp2(edge.port())) {
            edge.upstream(app.port());

            visitor.post(1, "/a/b", "content-type", "application/grpc-web+proto");

            assertThat(visitor.data(1, RawHttp2.END_STREAM, "x").answer(1).headers())
                    .containsEntry("x-heard", HttpVersion.HTTP_1_1 + " null");
        }
    }
}
