package dev.freehold.build.languages;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher under the Python of this machine, spoken to byte by byte.
class PythonLauncherTest {
    @TempDir Path app;
    private int port;
    private @Nullable Process launcher;

    @BeforeEach
    void layOut() throws IOException {
        Files.createDirectories(app.resolve(".freehold"));
        Files.write(app.resolve(".freehold/serve.py"), new Launcher("serve.py").content());
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
    }

    @AfterEach
    void stop() {
        if (launcher != null) {
            launcher.destroyForcibly();
        }
    }

    @Test
    void an_app_learns_who_asks_for_what() throws Exception {
        start(
                "wsgi",
                """
                def app(environ, start_response):
                    start_response("200 OK", [("Content-Type", "text/plain")])
                    names = ["REQUEST_METHOD", "PATH_INFO", "QUERY_STRING", "REMOTE_ADDR", "wsgi.url_scheme",
                             "CONTENT_TYPE", "HTTP_COOKIE", "HTTP_X_A", "HTTP_X_B"]
                    text = "|".join(str(environ.get(name)) for name in names)
                    return [text.encode("latin-1"), b"|", environ["wsgi.input"].read()]
                """);

        var answer =
                ask(
                        """
                        POST /a%20b/%C3%A9?x=1&y HTTP/1.1
                        Host: shop.example
                        X-Forwarded-For: 203.0.113.7, 10.0.0.1
                        X-Forwarded-Proto: https
                        Content-Type: text/x
                        Cookie: a=1
                        Cookie: b=2
                        X-A: one
                        X-A: two
                        X_B: smuggled
                        Content-Length: 5
                        Connection: close

                        words\
                        """);

        assertThat(answer)
                .startsWith("HTTP/1.1 200 OK")
                .contains("POST|/a b/é|x=1&y|203.0.113.7|https|text/x|a=1; b=2|one,two|None")
                .contains("words");
    }

    @Test
    void one_connection_carries_several_requests_of_both_kinds_of_body() throws Exception {
        start(
                "wsgi",
                """
                def app(environ, start_response):
                    body = environ["wsgi.input"].readline() if environ["PATH_INFO"] == "/line" else b"unread"
                    start_response("200 OK", [])
                    return [body]
                """);

        var answer =
                ask(
                        """
                        POST /line HTTP/1.1
                        Host: a
                        Transfer-Encoding: chunked

                        3
                        abc
                        4;x=y
                        defg
                        0
                        Trailer: t

                        POST /left HTTP/1.1
                        Host: a
                        Content-Length: 4

                        leftPOST /line HTTP/1.1
                        Host: a
                        Content-Length: 4
                        Connection: close

                        last\
                        """);

        assertThat(answer.split("HTTP/1.1 200 OK")).hasSize(4);
        assertThat(answer).contains("abcdefg", "unread").endsWith("last");
    }

    @Test
    void what_an_app_streams_arrives_before_it_ends() throws Exception {
        start(
                "wsgi",
                """
                import threading
                ended = threading.Event()
                def app(environ, start_response):
                    start_response("200 OK", [])
                    if environ["PATH_INFO"] == "/end":
                        ended.set()
                        return [b"ended"]
                    def parts():
                        yield b"first"
                        ended.wait(10)
                        yield b"second"
                    return parts()
                """);

        try (var stream = connect()) {
            send(stream, "GET / HTTP/1.1\nHost: a\nConnection: close\n\n");
            var first = readUntil(stream, "first");
            ask("GET /end HTTP/1.1\nHost: a\nConnection: close\n\n");

            assertThat(first).contains("Transfer-Encoding: chunked");
            assertThat(new String(stream.getInputStream().readAllBytes(), UTF_8))
                    .contains("second")
                    .endsWith("0\r\n\r\n");
        }
    }

    @Test
    void a_failure_costs_its_own_request_only() throws Exception {
        start(
                "wsgi",
                """
                def app(environ, start_response):
                    if environ["PATH_INFO"] == "/before":
                        raise ValueError("secret words")
                    start_response("200 OK", [("X-Bad", "a\\r\\nb")] if environ["PATH_INFO"] == "/split" else [])
                    def parts():
                        yield b"begun"
                        raise ValueError("secret words")
                    return parts() if environ["PATH_INFO"] == "/after" else [b"well"]
                """);

        assertThat(get("/before")).startsWith("HTTP/1.1 500").doesNotContain("secret");
        assertThat(get("/split")).startsWith("HTTP/1.1 500");
        assertThat(get("/after")).contains("begun").doesNotContain("0\r\n\r\n", "secret");
        assertThat(ask("NONSENSE\n\n")).startsWith("HTTP/1.1 400");
        assertThat(ask("POST / HTTP/1.1\nContent-Length: 1\nTransfer-Encoding: chunked\n\n0\n\n"))
                .startsWith("HTTP/1.1 400");
        assertThat(get("/")).endsWith("well");
    }

    @Test
    void answers_without_a_body_have_none() throws Exception {
        start(
                "wsgi",
                """
                def app(environ, start_response):
                    start_response("204 No Content" if environ["PATH_INFO"] == "/none" else "200 OK", [])
                    return [b"body"]
                """);

        assertThat(ask("HEAD / HTTP/1.1\nHost: a\nConnection: close\n\n")).endsWith("\r\n\r\n");
        assertThat(get("/none")).startsWith("HTTP/1.1 204").endsWith("\r\n\r\n");
    }

    @Test
    void it_ends_after_the_answers_that_it_owes() throws Exception {
        start(
                "wsgi",
                """
                import threading
                go = threading.Event()
                def app(environ, start_response):
                    start_response("200 OK", [])
                    def parts():
                        yield b"begun"
                        threading.Event().wait(0.5)
                        yield b"finished"
                    return parts()
                """);

        try (var idle = connect();
                var busy = connect()) {
            send(busy, "GET / HTTP/1.1\nHost: a\n\n");
            readUntil(busy, "begun");
            running().destroy();

            assertThat(new String(busy.getInputStream().readAllBytes(), UTF_8))
                    .contains("finished");
            assertThat(running().waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(running().exitValue()).isZero();
            assertThat(idle.getInputStream().read()).isNegative();
        }
    }

    @Test
    void uvicorn_serves_an_asgi_app() throws Exception {
        start(
                "asgi",
                """
                from fastapi import FastAPI
                app = FastAPI()
                @app.get("/{name}")
                async def hello(name: str):
                    return {"hello": name}
                """);

        assertThat(get("/you")).startsWith("HTTP/1.1 200").contains("{\"hello\":\"you\"}");
    }

    private void start(String protocol, String code) throws Exception {
        Files.writeString(app.resolve("main.py"), code);
        var builder =
                new ProcessBuilder("/usr/bin/python3", ".freehold/serve.py", protocol, "main:app")
                        .directory(app.toFile())
                        .inheritIO();
        builder.environment().put("PORT", Integer.toString(port));
        launcher = builder.start();
        await().atMost(Duration.ofSeconds(30)).until(this::listens);
    }

    private Process running() {
        return java.util.Objects.requireNonNull(launcher);
    }

    private boolean listens() {
        try (var socket = connect()) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private String get(String path) throws IOException {
        return ask("GET " + path + " HTTP/1.1\nHost: a\nConnection: close\n\n");
    }

    private String ask(String request) throws IOException {
        try (var socket = connect()) {
            send(socket, request);
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(15_000);
        return socket;
    }

    private static void send(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.replace("\n", "\r\n").getBytes(ISO_8859_1));
    }

    private static String readUntil(Socket socket, String words) throws IOException {
        var read = new StringBuilder();
        while (read.indexOf(words) < 0) {
            int next = socket.getInputStream().read();
            assertThat(next).as("%s", read).isNotNegative();
            read.append((char) next);
        }
        return read.toString();
    }
}
