package dev.freehold.cli.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.model.ErrorCode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Against a socket that answers byte for byte what a test wants.
class ApiTest {
    private ServerSocket server;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private int connections;

    @BeforeEach
    void open() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void reads_a_body_of_a_given_length_and_uses_the_connection_again() {
        var api = answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");

        assertThat(api.fetch("/status")).isEqualTo("{}");
        assertThat(api.fetch("/status")).isEqualTo("{}");
        assertThat(connections).isEqualTo(1);
        assertThat(requests.getFirst())
                .startsWith("GET /api/v1/status HTTP/1.1")
                .contains("Authorization: Bearer secret");
    }

    @Test
    void reads_chunks_with_extensions_and_trailers() {
        var api =
                answering(
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\n{\"a\r\n4\r\n\":1}\r\n0\r\nT: x\r\n\r\n");

        assertThat(api.fetchObject("/x").number("a")).isEqualTo(1);
        assertThat(api.fetchObject("/x").number("a")).isEqualTo(1);
    }

    @Test
    void a_problem_without_a_code_comes_from_something_else_than_the_api() {
        var api =
                answering(
                        "HTTP/1.1 404 Not Found\r\nContent-Length: 29\r\n\r\n{\"title\":\"There is no site\"} ");

        assertThatThrownBy(() -> api.fetch("/projects"))
                .hasMessageContaining("no platform's API")
                .extracting(e -> ((Problem) e).code())
                .isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void skips_interim_answers() {
        assertThat(
                        answering(
                                        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
                                .fetch("/x"))
                .isEqualTo("{}");
    }

    @Test
    void opens_a_new_connection_where_the_platform_closes() {
        var api = answering("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}");

        api.fetch("/x");
        api.fetch("/x");

        assertThat(connections).isEqualTo(2);
    }

    @Test
    void an_answer_that_is_cut_is_no_answer() {
        assertThatThrownBy(() ->
                        answering(
                                        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 9\r\n\r\n{}")
                                .fetch("/x"))
                .hasMessageContaining("in the middle of an answer");
    }

    @Test
    void a_problem_keeps_its_code_words_and_advice() {
        var body =
                "{\"code\":\"quota\",\"detail\":\"the disk is full\",\"advice\":\"remove something\"}";

        assertThatThrownBy(() ->
                        answering(
                                        "HTTP/1.1 507 Full\r\nContent-Length: "
                                                + body.length()
                                                + "\r\n\r\n"
                                                + body)
                                .fetch("/x"))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> {
                            assertThat(problem.code()).isEqualTo(ErrorCode.QUOTA);
                            assertThat(problem).hasMessage("the disk is full");
                            assertThat(problem.advice()).contains("remove something");
                        });
    }

    @Test
    void something_else_that_listens_there_is_told_from_an_http_server() {
        assertThatThrownBy(() -> answering("SSH-2.0-OpenSSH_9.2\r\n").fetch("/x"))
                .hasMessageContaining("that is no HTTP server");
    }

    @Test
    void a_proxy_without_a_platform_behind_it_is_told_from_one() {
        assertThatThrownBy(() ->
                        answering("HTTP/1.1 502 Bad\r\nContent-Length: 6\r\n\r\n<html>")
                                .fetch("/x"))
                .hasMessageContaining("HTTP status 502");
    }

    @Test
    void nobody_there_is_told_with_what_to_do() throws IOException {
        server.close();

        assertThatThrownBy(() -> answering("").fetch("/x"))
                .hasMessageContaining("nothing listens there");
    }

    @Test
    void a_refusal_in_the_middle_of_an_upload_is_read() throws IOException {
        var api = new Api(new Endpoint("http://127.0.0.1:" + server.getLocalPort(), "secret"));
        Thread.ofPlatform().daemon().start(this::refuseEarly);

        assertThatThrownBy(() -> api.upload("PUT", "/blobs/x", zeroes(200_000_000)))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.code()).isEqualTo(ErrorCode.TOO_LARGE));
    }

    @Test
    void an_address_without_encryption_is_for_this_machine_only() {
        for (var url :
                List.of("http://example.com", "http://127.example.com", "http://10.0.0.1:7070")) {
            assertThatThrownBy(() -> new Api(new Endpoint(url, "secret")))
                    .hasMessageContaining("unencrypted");
        }
        assertThatThrownBy(() -> new Api(new Endpoint("ftp://x", "")))
                .hasMessageContaining("no address of a platform");
    }

    @Test
    void json_is_read_and_written_as_it_was() {
        var text = "{\"a\":[1,-2.5,true,\"q\\\"\\\\\\u000a é\"],\"b\":{}}";

        assertThat(Json.write(Json.read(text))).isEqualTo(text);
        assertThat(Json.read("{\"gone\":null,\"e\":\"\\u00e9\\/\"}")).isEqualTo(Map.of("e", "é/"));
        for (var wrong :
                List.of("", "{", "[1,]x", "{\"a\" 1}", "\"open", "nul", "{}{}", "[".repeat(1000))) {
            assertThatThrownBy(() -> Json.read(wrong))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private Api answering(String answer) {
        Thread.ofPlatform().daemon().start(() -> serve(answer));
        return new Api(new Endpoint("http://127.0.0.1:" + server.getLocalPort(), "secret"));
    }

    private void serve(String answer) {
        while (true) {
            try (var client = server.accept()) {
                connections++;
                var in = client.getInputStream();
                while (true) {
                    var head = new StringBuilder();
                    for (var line = PlainConnection.readLine(in);
                            !line.isEmpty();
                            line = PlainConnection.readLine(in)) {
                        head.append(line).append('\n');
                    }
                    requests.add(head.toString());
                    client.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
                    if (answer.contains("close") || !answer.startsWith("HTTP")) {
                        break;
                    }
                }
            } catch (IOException e) {
                if (server.isClosed()) {
                    return;
                }
            }
        }
    }

    private void refuseEarly() {
        try (var client = server.accept()) {
            var in = client.getInputStream();
            in.readNBytes(1000);
            var body = "{\"code\":\"too-large\",\"detail\":\"no\"}";
            client.getOutputStream()
                    .write(
                            ("HTTP/1.1 413 Large\r\nContent-Length: "
                                            + body.length()
                                            + "\r\n\r\n"
                                            + body)
                                    .getBytes(StandardCharsets.UTF_8));
            in.readNBytes(50_000_000);
            client.shutdownInput();
            client.setSoLinger(true, 2);
        } catch (IOException e) {
            // The client went away first.
        }
    }

    private static Content zeroes(long length) {
        return new Content() {
            @Override
            public long length() {
                return length;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                var block = new byte[1 << 16];
                for (long left = length; left > 0; left -= block.length) {
                    out.write(block, 0, (int) Math.min(left, block.length));
                }
            }
        };
    }
}
