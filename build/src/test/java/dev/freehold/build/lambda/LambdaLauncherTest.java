package dev.freehold.build.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// The launcher of Lambda functions under the Node of this machine, with our own clients.
class LambdaLauncherTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String ECHO =
            "export const handler = async (event, context) => ({ event, context });";
    @TempDir Path app;
    private LauncherProcess launcher;

    @BeforeEach
    void launcher() throws IOException {
        launcher = new LauncherProcess(app);
    }

    @AfterEach
    void stop() {
        launcher.close();
    }

    @Test
    void a_visitors_request_becomes_an_event_of_payload_format_2() throws Exception {
        node("index.mjs", ECHO).start();

        var answer =
                launcher.send(
                        launcher.request("/a%20b?x=1&x=2&y")
                                .header("cookie", "a=1; b=2")
                                .header("x-many", "one")
                                .header("x-many", "two")
                                .header("content-type", "application/json")
                                .POST(BodyPublishers.ofString("{\"n\":1}")),
                        BodyHandlers.ofString());

        var event = JSON.readTree(answer.body()).path("event");
        assertThat(event.path("version").asString()).isEqualTo("2.0");
        assertThat(event.path("rawPath").asString()).isEqualTo("/a%20b");
        assertThat(event.path("rawQueryString").asString()).isEqualTo("x=1&x=2&y");
        assertThat(event.path("queryStringParameters").toString())
                .isEqualTo("{\"x\":\"1,2\",\"y\":\"\"}");
        assertThat(event.path("cookies").toString()).isEqualTo("[\"a=1\",\"b=2\"]");
        assertThat(event.path("headers").path("x-many").asString()).isEqualTo("one,two");
        assertThat(event.path("requestContext").path("http").path("method").asString())
                .isEqualTo("POST");
        assertThat(event.path("requestContext").path("requestId").asString())
                .isEqualTo(answer.headers().firstValue("x-amzn-requestid").orElseThrow());
        assertThat(event.path("body").asString()).isEqualTo("{\"n\":1}");
        assertThat(event.path("isBase64Encoded").asBoolean()).isFalse();
    }

    @Test
    void a_handler_knows_itself_by_its_context_and_its_environment() throws Exception {
        node(
                        "index.mjs",
                        "export const handler = async (_, context) => ({ ...context, left: context.getRemainingTimeInMillis(), env: process.env });")
                .start();

        var told = JSON.readTree(launcher.call("/").body());

        assertThat(told.path("functionName").asString()).isEqualTo("main");
        assertThat(told.path("functionVersion").asString()).isEqualTo("k3f9x2");
        assertThat(told.path("memoryLimitInMB").asString()).isEqualTo("256");
        assertThat(told.path("invokedFunctionArn").asString()).endsWith(":function:main");
        assertThat(told.path("left").asInt()).isBetween(1, 30_000);
        var environment = told.path("env");
        assertThat(environment.path("_HANDLER").asString()).isEqualTo("index.handler");
        assertThat(environment.path("_X_AMZN_TRACE_ID").asString()).startsWith("Root=1-");
        assertThat(environment.path("AWS_EXECUTION_ENV").asString())
                .isEqualTo("AWS_Lambda_nodejs24.x");
        assertThat(Path.of(environment.path("LAMBDA_TASK_ROOT").asString()).toRealPath())
                .isEqualTo(app.toRealPath());
        assertThat(environment.has("FREEHOLD_INVOKE_SECRET")).isFalse();
    }

    @Test
    void an_answer_with_a_status_is_a_response_and_any_other_is_its_body() throws Exception {
        node(
                        "index.mjs",
                        """
                        export const handler = async (event) => event.rawPath === "/plain" ? "just text" : {
                          statusCode: 418, headers: { "X-Kind": "tea", "transfer-encoding": "chunked" }, cookies: ["a=1; Path=/", "b=2"], body: "short and stout" };
                        """)
                .start();

        var tea = launcher.call("/");
        var plain = launcher.call("/plain");

        assertThat(tea.statusCode()).isEqualTo(418);
        assertThat(tea.body()).isEqualTo("short and stout");
        assertThat(tea.headers().firstValue("x-kind")).contains("tea");
        assertThat(tea.headers().allValues("set-cookie")).containsExactly("a=1; Path=/", "b=2");
        assertThat(plain.statusCode()).isEqualTo(200);
        assertThat(plain.body()).isEqualTo("\"just text\"");
        assertThat(plain.headers().firstValue("content-type")).contains("application/json");
    }

    @Test
    void bytes_that_are_no_text_go_both_ways_in_base64() throws Exception {
        node(
                        "index.mjs",
                        "export const handler = async (event) => ({ statusCode: 200, headers: { 'content-type': 'image/png', was: String(event.isBase64Encoded) }, body: event.body, isBase64Encoded: true });")
                .start();
        byte[] bytes = {0, 1, (byte) 0xff, 10};

        var answer =
                launcher.send(
                        launcher.request("/")
                                .header("content-type", "image/png")
                                .POST(BodyPublishers.ofByteArray(bytes)),
                        BodyHandlers.ofByteArray());

        assertThat(answer.body()).isEqualTo(bytes);
        assertThat(answer.headers().firstValue("was")).contains("true");
    }

    @Test
    void what_a_function_streams_arrives_before_it_ends() throws Exception {
        node(
                        "index.mjs",
                        """
                        export const handler = awslambda.streamifyResponse(async (event, stream) => {
                          const out = awslambda.HttpResponseStream.from(stream, { statusCode: 201, headers: { "x-kind": "stream" }, cookies: ["a=1"] });
                          out.write("first");
                          await new Promise((resolve) => setTimeout(resolve, 5000));
                          out.end("last");
                        });
                        """)
                .start();

        var answer = launcher.send(launcher.request("/"), BodyHandlers.ofInputStream());
        long begun = System.nanoTime();
        var first = new String(answer.body().readNBytes(5), UTF_8);
        var untilFirst = Duration.ofNanos(System.nanoTime() - begun);
        var last = new String(answer.body().readAllBytes(), UTF_8);

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("x-kind")).contains("stream");
        assertThat(answer.headers().firstValue("set-cookie")).contains("a=1");
        assertThat(first).isEqualTo("first");
        assertThat(untilFirst).isLessThan(Duration.ofSeconds(4));
        assertThat(last).isEqualTo("last");
    }

    @Test
    void a_stream_that_fails_in_its_midst_never_passes_for_whole() throws Exception {
        node(
                        "index.mjs",
                        """
                        export const handler = awslambda.streamifyResponse(async (event, stream) => {
                          stream.write("first");
                          await new Promise((resolve) => setTimeout(resolve, 100));
                          throw new Error("later");
                        });
                        """)
                .start();

        assertThatThrownBy(() -> launcher.call("/")).isInstanceOf(IOException.class);
        assertThat(launcher.log()).contains("in the midst of its stream");
    }

    @Test
    void a_failure_costs_its_own_request_only_and_its_words_stay_inside() throws Exception {
        node(
                        "index.mjs",
                        """
                        export const handler = async (event) => {
                          if (event.rawPath === "/throw") throw new TypeError("secret words");
                          if (event.rawPath === "/crash") process.exit(3);
                          if (event.rawPath === "/nonsense") return { statusCode: 9000 };
                          return { statusCode: 200, body: String(process.pid) };
                        };
                        """)
                .start();
        var before = launcher.call("/").body();

        var thrown = launcher.call("/throw");
        var same = launcher.call("/").body();
        var nonsense = launcher.call("/nonsense");
        var crashed = launcher.call("/crash");
        var after = launcher.call("/");

        assertThat(thrown.statusCode()).isEqualTo(502);
        assertThat(thrown.body()).doesNotContain("secret");
        assertThat(same).isEqualTo(before);
        assertThat(nonsense.statusCode()).isEqualTo(502);
        assertThat(crashed.statusCode()).isEqualTo(502);
        assertThat(after.statusCode()).isEqualTo(200);
        assertThat(after.body()).isNotEqualTo(before);
        assertThat(launcher.log()).contains("Runtime exited: exit status 3");
    }

    @Test
    void a_function_that_takes_too_long_is_ended_and_the_next_request_answered() throws Exception {
        launcher.with(
                        "index.mjs",
                        "export const handler = (event) => event.rawPath === '/slow' ? new Promise(() => setInterval(() => {}, 1e6)) : 'fast';")
                .function("main", "nodejs24.x", "index.handler", Duration.ofSeconds(1), 1)
                .start();

        var slow = launcher.call("/slow");
        var told = launcher.invoke("main", "{\"rawPath\": \"/slow\"}");
        var next = launcher.call("/");

        assertThat(slow.statusCode()).isEqualTo(504);
        assertThat(told.headers().firstValue("x-amz-function-error")).contains("Unhandled");
        assertThat(told.body()).contains("Sandbox.Timedout", "Task timed out after 1.00 seconds");
        assertThat(next.body()).isEqualTo("\"fast\"");
    }

    @Test
    void one_process_has_one_invocation_at_a_time_and_no_more_processes_run_than_may()
            throws Exception {
        launcher.with(
                        "index.mjs",
                        """
                        let inside = 0;
                        export const handler = async () => {
                          inside++;
                          const most = inside;
                          await new Promise((resolve) => setTimeout(resolve, 200));
                          inside--;
                          return { statusCode: 200, body: `${process.pid} ${most}` };
                        };
                        """)
                .function("main", "nodejs24.x", "index.handler", Duration.ofSeconds(30), 2)
                .start();

        var answers =
                IntStream.range(0, 8)
                        .mapToObj(_ -> (Callable<String>) () -> launcher.call("/").body())
                        .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var bodies =
                    threads.invokeAll(answers).stream().map(LambdaLauncherTest::result).toList();

            assertThat(bodies).allMatch(body -> body.endsWith(" 1"));
            assertThat(bodies.stream().distinct()).hasSizeBetween(1, 2);
        }
    }

    @Test
    void what_is_larger_than_lambda_takes_is_refused_both_ways() throws Exception {
        node(
                        "index.mjs",
                        "export const handler = async (event) => 'x'.repeat(event.rawPath === '/big' ? 7e6 : 5e6);")
                .start();

        var fits = launcher.call("/");
        var big = launcher.call("/big");
        var sent =
                launcher.send(
                        launcher.request("/")
                                .POST(BodyPublishers.ofByteArray(new byte[(6 << 20) + 1])),
                        BodyHandlers.ofString());
        var after = launcher.call("/");

        assertThat(fits.body()).hasSize(5_000_002);
        assertThat(big.statusCode()).isEqualTo(502);
        assertThat(sent.statusCode()).isEqualTo(413);
        assertThat(after.statusCode()).isEqualTo(200);
    }

    @Test
    void the_platform_invokes_by_name_and_nobody_else_does() throws Exception {
        node("index.mjs", ECHO)
                .with(
                        "other.mjs",
                        "export const handler = async (event) => { console.log('it says this'); if (event.fail) throw new RangeError('no'); return event; };")
                .function("other", "nodejs24.x", "other.handler")
                .start();

        var whole = launcher.invoke("other", "{\"a\":[1]}", "x-amz-log-type", "Tail");
        var failed = launcher.invoke("other", "{\"fail\":true}");
        var unknown = launcher.invoke("nobody", "{}");
        var noJson = launcher.invoke("other", "nonsense");
        var forged =
                launcher.send(
                        launcher.request("/2015-03-31/functions/other/invocations")
                                .header("x-freehold-invoke", "a guess")
                                .POST(BodyPublishers.ofString("{}")),
                        BodyHandlers.ofString());

        assertThat(whole.body()).isEqualTo("{\"a\":[1]}");
        assertThat(whole.headers().firstValue("x-amz-executed-version")).contains("k3f9x2");
        assertThat(whole.headers().firstValue("x-amz-function-error")).isEmpty();
        var tail = whole.headers().firstValue("x-amz-log-result").orElseThrow();
        assertThat(new String(Base64.getDecoder().decode(tail), UTF_8)).contains("it says this");
        assertThat(failed.statusCode()).isEqualTo(200);
        assertThat(failed.headers().firstValue("x-amz-function-error")).contains("Unhandled");
        assertThat(failed.body())
                .contains("\"errorType\":\"RangeError\"", "\"errorMessage\":\"no\"");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(noJson.statusCode()).isEqualTo(400);
        assertThat(forged.body())
                .contains("\"rawPath\":\"/2015-03-31/functions/other/invocations\"");
    }

    @Test
    void a_python_handler_answers_and_fails_as_itself() throws Exception {
        launcher.with(
                        "app.py",
                        """
                        def handler(event, context):
                            if event.get("fail"):
                                raise KeyError("lost")
                            return {"name": context.function_name, "id": len(context.aws_request_id), "got": event, "client": context.client_context.custom.a}
                        """)
                .function("main", "python3.11", "app.handler")
                .start();
        var context =
                Base64.getEncoder().encodeToString("{\"custom\":{\"a\":\"b\"}}".getBytes(UTF_8));

        var answer = launcher.invoke("main", "{\"ü\":1}", "x-amz-client-context", context);
        var failed = launcher.invoke("main", "{\"fail\":true}", "x-amz-client-context", context);

        assertThat(answer.body())
                .isEqualTo(
                        "{\"name\": \"main\", \"id\": 36, \"got\": {\"ü\": 1}, \"client\": \"b\"}");
        assertThat(failed.body()).contains("\"errorType\": \"KeyError\"", "stackTrace");
    }

    @Test
    void a_handler_that_can_not_be_loaded_says_why_to_who_invokes_it() throws Exception {
        node("index.mjs", "export const other = 1;").start();

        var told = launcher.invoke("main", "{}");
        var visited = launcher.call("/");

        assertThat(told.body()).contains("exports no function \\\"handler\\\"");
        assertThat(visited.statusCode()).isEqualTo(502);
        assertThat(launcher.log()).contains("next try in 100 ms at the earliest");
    }

    @Test
    void it_ends_when_it_is_asked_to_and_takes_its_runtimes_along() throws Exception {
        node("index.mjs", "export const handler = async () => process.pid;").start();
        var runtime = ProcessHandle.of(Long.parseLong(launcher.call("/").body())).orElseThrow();

        launcher.process().destroy();

        assertThat(launcher.process().waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(launcher.process().exitValue()).isZero();
        await().atMost(Duration.ofSeconds(10)).until(() -> !runtime.isAlive());
    }

    @Test
    void its_sudden_end_is_the_end_of_its_runtimes() throws Exception {
        node("index.mjs", "export const handler = async () => process.pid;").start();
        var runtime = ProcessHandle.of(Long.parseLong(launcher.call("/").body())).orElseThrow();

        launcher.process().destroyForcibly();

        await().atMost(Duration.ofSeconds(10)).until(() -> !runtime.isAlive());
    }

    private LauncherProcess node(String file, String code) throws IOException {
        return launcher.with(file, code).function("main", "nodejs24.x", "index.handler");
    }

    private static String result(java.util.concurrent.Future<String> future) {
        return future.resultNow();
    }
}
