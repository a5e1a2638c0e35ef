package dev.freehold.build.functions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.freehold.output.Function;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher under the Node of this machine, with functions of every style.
class LauncherTest {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    @TempDir Path app;
    private final List<String> entries = new ArrayList<>();
    private Process launcher;
    private int port;

    @BeforeEach
    void layOutLauncher() throws Exception {
        Files.createDirectories(app.resolve(".freehold"));
        try (var resource = FunctionService.class.getResourceAsStream("launcher.mjs")) {
            Files.copy(resource, app.resolve(".freehold/launcher.mjs"));
        }
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
    void a_handler_gets_query_cookies_and_body_and_answers_with_helpers() throws Exception {
        start(
                "api/echo.js",
                """
                module.exports = (req, res) =>
                  res.status(201).json({ query: req.query, cookies: req.cookies, body: req.body, method: req.method });
                """);

        var answer =
                call(
                        "api/echo.js",
                        "/api/echo?a=1&b=2&b=3",
                        request ->
                                request.header("cookie", "who=J%20D; x=1")
                                        .header("content-type", "application/json")
                                        .POST(BodyPublishers.ofString("{\"n\": 1}")));

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"query\":{\"a\":\"1\",\"b\":[\"2\",\"3\"]},\"cookies\":{\"who\":\"J D\",\"x\":\"1\"},"
                                + "\"body\":{\"n\":1},\"method\":\"POST\"}");
    }

    @Test
    void a_body_can_still_be_read_as_a_stream() throws Exception {
        start(
                "api/raw.mjs",
                """
                export default async function (req, res) {
                  let text = "";
                  for await (const part of req) text += part;
                  res.send(text.toUpperCase());
                }
                """);

        var answer =
                call("api/raw.mjs", "/", request -> request.POST(BodyPublishers.ofString("shout")));

        assertThat(answer.body()).isEqualTo("SHOUT");
    }

    @Test
    void web_style_exports_answer_by_method() throws Exception {
        start(
                "api/web.mjs",
                """
                export const GET = (request) => new Response(new URL(request.url).pathname,
                  { headers: [["set-cookie", "a=1"], ["set-cookie", "b=2"]] });
                export const POST = async (request) => Response.json({ got: await request.text() }, { status: 202 });
                """);

        var get = call("api/web.mjs", "/api/web?x", request -> request);
        var post =
                call(
                        "api/web.mjs",
                        "/api/web",
                        request -> request.POST(BodyPublishers.ofString("hi")));
        var put = call("api/web.mjs", "/api/web", request -> request.PUT(BodyPublishers.noBody()));

        assertThat(get.body()).isEqualTo("/api/web");
        assertThat(get.headers().allValues("set-cookie")).containsExactly("a=1", "b=2");
        assertThat(post.statusCode()).isEqualTo(202);
        assertThat(post.body()).isEqualTo("{\"got\":\"hi\"}");
        assertThat(put.statusCode()).isEqualTo(405);
    }

    @Test
    void a_fetch_object_and_a_function_of_one_request_answer() throws Exception {
        write("api/hono.mjs", "export default { fetch: () => new Response('fetched') };");
        write("api/one.mjs", "export default (request) => new Response(request.method);");
        start(
                "api/server.mjs",
                "import http from 'node:http'; export default http.createServer((q, s) => s.end('served'));");

        assertThat(call("api/hono.mjs", "/", request -> request).body()).isEqualTo("fetched");
        assertThat(call("api/one.mjs", "/", request -> request).body()).isEqualTo("GET");
        assertThat(call("api/server.mjs", "/", request -> request).body()).isEqualTo("served");
    }

    @Test
    void an_app_that_never_listens_answers_every_request() throws Exception {
        for (var app :
                List.of(
                        "export default (q, s) => s.end('every ' + q.url);",
                        "export default { fetch: (q) => new Response('every ' + new URL(q.url).pathname) };",
                        "export default { callback: () => (q, s) => s.end('every ' + q.url) };",
                        "import http from 'node:http'; export default http.createServer((q, s) => s.end('every ' + q.url));",
                        "import http from 'node:http'; const server = http.createServer((q, s) => s.end('every ' + q.url));"
                                + " export default { server, ready: async () => {} };")) {
            entries.clear();
            startWith("app.mjs", app, "\"every\": true");

            assertThat(call("who asks for more", "/page", request -> request).body())
                    .as(app)
                    .isEqualTo("every /page");
            stop();
            launcher.waitFor();
        }
    }

    @Test
    void an_app_that_can_not_be_loaded_ends_the_launcher() throws Exception {
        write("app.mjs", "this is no JavaScript");
        Files.writeString(
                app.resolve(".freehold/functions.json"), "{\"app.mjs\": {\"every\": true}}");

        launcher = launch();

        assertThat(launcher.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(launcher.exitValue()).isNotZero();
    }

    @Test
    void a_failure_costs_its_own_request_only() throws Exception {
        write("api/ok.js", "module.exports = (req, res) => res.send('ok');");
        write("api/throws.js", "module.exports = () => { throw new Error('secret words') };");
        write(
                "api/later.js",
                "module.exports = () => { setTimeout(() => { throw new Error('later') }, 1) };");
        write(
                "api/rejects.js",
                "module.exports = (req, res) => { Promise.reject(new Error('lost')) };");
        start("api/broken.mjs", "this is no JavaScript");

        for (var entry :
                List.of("api/throws.js", "api/later.js", "api/rejects.js", "api/broken.mjs")) {
            var answer = call(entry, "/", request -> request);
            assertThat(answer.statusCode()).as(entry).isEqualTo(500);
            assertThat(answer.body()).doesNotContain("secret");
        }
        assertThat(call("api/ok.js", "/", request -> request).body()).isEqualTo("ok");
    }

    @Test
    void only_what_is_listed_can_be_called() throws Exception {
        write("secret.js", "module.exports = (req, res) => res.send('secret')");
        entries.clear();
        start(
                "api/ok.js",
                "module.exports = (req, res) => res.send(String(req.headers['x-freehold-entry']))");

        assertThat(call("secret.js", "/", request -> request).statusCode()).isEqualTo(404);
        assertThat(call("../../etc/passwd", "/", request -> request).statusCode()).isEqualTo(404);
        assertThat(call("toString", "/", request -> request).statusCode()).isEqualTo(404);
        assertThat(call("api/ok.js", "/", request -> request).body()).isEqualTo("undefined");
    }

    @Test
    void what_a_function_streams_arrives_before_it_ends() throws Exception {
        start(
                "api/stream.mjs",
                """
                let finish;
                export function GET() {
                  return new Response(new ReadableStream({ start(c) { c.enqueue("first"); finish = () => { c.enqueue("last"); c.close(); }; } }));
                }
                export function POST() { finish(); return new Response("finished"); }
                """);

        var stream =
                CLIENT.send(request("api/stream.mjs", "/").build(), BodyHandlers.ofInputStream())
                        .body();
        var first = new String(stream.readNBytes(5), UTF_8);
        call("api/stream.mjs", "/", request -> request.POST(BodyPublishers.noBody()));

        assertThat(first).isEqualTo("first");
        assertThat(new String(stream.readAllBytes(), UTF_8)).isEqualTo("last");
    }

    @Test
    void what_a_function_prints_is_marked_with_its_request_and_level() throws Exception {
        start(
                "api/talk.js",
                """
                console.log("loaded");
                module.exports = async (req, res) => {
                  console.log("one\\ntwo");
                  await new Promise((done) => setTimeout(done, 20));
                  process.stdout.write("half ");
                  console.error("a line");
                  res.send("ok");
                };
                """);

        var requests = List.of("req-1", "req-2");
        for (var id : requests) {
            call("api/talk.js", "/api/talk", request -> request.header("x-request-id", id));
        }

        var printed = Files.readString(app.resolve("printed"));
        for (var id : requests) {
            assertThat(printed)
                    .contains("\u001d" + id + ",\u001done\n\u001d" + id + ",\u001dtwo\n");
            assertThat(printed).contains("\u001d" + id + ",\u001dhalf ");
        }
        assertThat(printed).containsPattern("\u001dreq-2,error\u001da line\n");
    }

    @Test
    void it_ends_when_it_is_asked_to() throws Exception {
        start("api/ok.js", "module.exports = (req, res) => res.send('ok');");

        launcher.destroy();

        assertThat(launcher.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(launcher.exitValue()).isZero();
    }

    private void write(String entry, String code) throws IOException {
        Files.createDirectories(app.resolve(entry).getParent());
        Files.writeString(app.resolve(entry), code);
        entries.add(entry);
    }

    private void start(String entry, String code) throws Exception {
        startWith(entry, code, "\"helpers\": true");
    }

    private void startWith(String entry, String code, String settings) throws Exception {
        write(entry, code);
        var list = entries.stream().map(one -> "\"" + one + "\": {" + settings + "}").toList();
        Files.writeString(
                app.resolve(".freehold/functions.json"), "{" + String.join(",", list) + "}");
        launcher = launch();
        await().atMost(Duration.ofSeconds(10)).until(this::listens);
    }

    private Process launch() throws IOException {
        var builder =
                new ProcessBuilder("node", ".freehold/launcher.mjs")
                        .directory(app.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(app.resolve("printed").toFile());
        builder.environment().put("PORT", Integer.toString(port));
        return builder.start();
    }

    private boolean listens() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private HttpResponse<String> call(String entry, String path, Change change) throws Exception {
        return CLIENT.send(change.of(request(entry, path)).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String entry, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(10))
                .header(Function.ENTRY_HEADER, entry);
    }

    private interface Change {
        HttpRequest.Builder of(HttpRequest.Builder request);
    }
}
