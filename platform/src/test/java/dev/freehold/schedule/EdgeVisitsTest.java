package dev.freehold.schedule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.model.FreeholdException;
import dev.freehold.model.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Against a server that says word for word what a test gives it.
final class EdgeVisitsTest {
    private static final URI CRON = URI.create("http://shop--3f9k2c.localhost:8080/cron?full=1");

    private final CompletableFuture<String> asked = new CompletableFuture<>();
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void end() throws IOException {
        mayEnd.countDown();
        server.close();
    }

    @Test
    void asks_as_vercel_does_under_the_name_that_visitors_know() throws IOException {
        answering("HTTP/1.1 204 No Content\r\n\r\n");

        var answer = visits().ask(question(Optional.of(new Secret("hush")), 5));

        assertThat(answer.status()).isEqualTo(204);
        assertThat(asked.join())
                .startsWith("GET /cron?full=1 HTTP/1.1\r\n")
                .contains("\r\nHost: shop--3f9k2c.localhost:8080\r\n")
                .contains("\r\nUser-Agent: vercel-cron/1.0\r\n")
                .contains("\r\nAuthorization: Bearer hush\r\n");
    }

    @Test
    void reads_a_body_in_chunks_and_keeps_its_last_lines() throws IOException {
        answering(
                String.join(
                        "\r\n",
                        "HTTP/1.1 103 Early Hints",
                        "Link: x",
                        "",
                        "HTTP/1.1 200 OK",
                        "Transfer-Encoding: chunked",
                        "",
                        "4",
                        "one\n",
                        "4;x=1",
                        "two\n",
                        "0",
                        "Trailer: x",
                        "",
                        ""));

        assertThat(visits().ask(question()))
                .isEqualTo(new Visits.Answer(200, List.of("one", "two")));
    }

    @Test
    void keeps_the_end_of_a_long_body() throws IOException {
        var body = "line\n".repeat(100_000) + "the last\n";
        answering("HTTP/1.1 500 No\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);

        var answer = visits().ask(question());

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.lines()).hasSize(20).endsWith("line", "the last");
    }

    @Test
    void an_answer_that_breaks_off_is_none() throws IOException {
        answering("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");

        assertThatThrownBy(() -> visits().ask(question()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the answer broke off");
    }

    @Test
    void one_that_goes_on_beyond_its_time_is_broken_off() throws IOException {
        answeringWithoutAnEnd("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n");

        assertThatThrownBy(() -> visits().ask(question(Optional.empty(), 1)))
                .isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void what_can_not_stand_in_a_header_is_refused_and_not_shown() {
        assertThatThrownBy(
                        () -> visits().ask(question(Optional.of(new Secret("a\r\nX-Other: b")), 5)))
                .isInstanceOf(FreeholdException.class)
                .hasMessageContaining("CRON_SECRET")
                .hasMessageNotContaining("X-Other");
    }

    private EdgeVisits visits() {
        return new EdgeVisits((InetSocketAddress) server.getLocalSocketAddress());
    }

    private static Visits.Question question() {
        return question(Optional.empty(), 20);
    }

    private static Visits.Question question(Optional<Secret> bearer, int seconds) {
        return new Visits.Question(CRON, bearer, Duration.ofSeconds(seconds));
    }

    private void answering(String answer) {
        mayEnd.countDown();
        answeringWithoutAnEnd(answer);
    }

    private void answeringWithoutAnEnd(String answer) {
        Thread.ofVirtual().start(() -> answerOnce(answer));
    }

    private void answerOnce(String answer) {
        try (var socket = server.accept()) {
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) socket.getInputStream().read());
            }
            asked.complete(head.toString());
            socket.getOutputStream().write(answer.getBytes(UTF_8));
            socket.getOutputStream().flush();
            mayEnd.await();
        } catch (IOException _) {
            // Who asked has gone.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
