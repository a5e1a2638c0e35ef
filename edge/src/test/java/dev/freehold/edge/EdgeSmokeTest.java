package dev.freehold.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EdgeSmokeTest {
    @Test
    void serves_a_file_of_the_site_that_the_host_names() throws Exception {
        try (var edge = EdgeUnderTest.start()) {
            edge.serve("shop.localhost", Map.of("/index.html", "<h1>hello</h1>"));

            var answer = Raw.get(edge.port(), "shop.localhost:8080", "/");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("<h1>hello</h1>");
            assertThat(answer.header("content-type")).isEqualTo("text/html; charset=utf-8");
        }
    }

    @Test
    void passes_a_request_with_its_body_to_the_service_and_the_answer_back() throws Exception {
        var app =
                HttpServer.create(
                        new InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), 0), 0);
        app.createContext(
                "/",
                call -> {
                    var text =
                            call.getRequestMethod()
                                    + " "
                                    + call.getRequestURI()
                                    + " "
                                    + new String(
                                            call.getRequestBody().readAllBytes(),
                                            StandardCharsets.UTF_8);
                    call.sendResponseHeaders(201, 0);
                    call.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
                    call.close();
                });
        app.start();
        try (var edge = EdgeUnderTest.start()) {
            edge.serveService("shop.localhost");
            edge.upstream(app.getAddress().getPort());

            var answer =
                    Raw.ask(
                            edge.port(),
                            "POST /a?b=c HTTP/1.1",
                            "Host: shop.localhost",
                            "Content-Length: 5",
                            "",
                            "12345");

            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.body()).isEqualTo("POST /a?b=c 12345");
            assertThat(edge.leases()).isEqualTo(new EdgeUnderTest.Counts(1, 1, 0));
        } finally {
            app.stop(0);
        }
    }
}
