package dev.freehold.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.freehold.model.DeploymentId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The door of `aws lambda invoke`, with a server in the place of an instance's launcher.
final class InvokeTest {
    @TempDir Path folder;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch mayAnswer = new CountDownLatch(1);
    private LivePlatform platform;
    private HttpServer launcher;

    private record Asked(String path, String secret, String logType, String body) {}

    @BeforeEach
    void start() throws IOException {
        launcher = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        launcher.createContext(
                "/",
                exchange -> {
                    var headers = exchange.getRequestHeaders();
                    asked.add(
                            new Asked(
                                    exchange.getRequestURI().getRawPath(),
                                    String.valueOf(headers.getFirst("x-freehold-invoke")),
                                    String.valueOf(headers.getFirst("x-amz-log-type")),
                                    new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
                    if (headers.containsKey("x-amz-client-context")) {
                        pass(mayAnswer);
                    }
                    exchange.getResponseHeaders().add("X-Amz-Function-Error", "Unhandled");
                    exchange.getResponseHeaders().add("X-Other", "stays inside");
                    exchange.sendResponseHeaders(200, 0);
                    try (var body = exchange.getResponseBody()) {
                        body.write("{\"errorType\":\"x\"}".getBytes(UTF_8));
                    }
                });
        launcher.start();
        platform = LivePlatform.on(folder);
        platform.nodes.instance = launcher.getAddress();
    }

    @AfterEach
    void stop() {
        mayAnswer.countDown();
        platform.close();
        launcher.stop(0);
    }

    @Test
    void a_function_is_invoked_with_the_token_as_session_token() {
        var id = deployFunctions();

        var answer = invoke("shop:orders", "{\"a\":1}", "X-Amz-Log-Type", "Tail");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"errorType\":\"x\"}");
        assertThat(answer.headers().firstValue("x-amz-function-error")).contains("Unhandled");
        assertThat(answer.headers().firstValue("x-other")).isEmpty();
        var secret = platform.provider.applied.get(id).variables().get("FREEHOLD_INVOKE_SECRET");
        assertThat(asked)
                .containsExactly(
                        new Asked(
                                "/2015-03-31/functions/orders/invocations",
                                secret.reveal(),
                                "Tail",
                                "{\"a\":1}"));
        assertThat(platform.nodes.held).hasValue(0);
    }

    @Test
    void every_deployment_has_a_secret_of_its_own() {
        var first = deployFunctions();
        var second = deployFunctions();

        assertThat(secret(first)).isNotEqualTo(secret(second)).hasSize(64);
    }

    @Test
    void an_event_is_taken_at_once_and_invoked_then() {
        deployFunctions();

        var answer = invoke("shop", "{}", "X-Amz-Invocation-Type", "Event");

        assertThat(answer.statusCode()).isEqualTo(202);
        await().atMost(Duration.ofSeconds(10)).until(() -> asked.size() == 1);
        assertThat(asked.getFirst().path()).isEqualTo("/2015-03-31/functions/%24only/invocations");
        await().atMost(Duration.ofSeconds(10)).until(() -> platform.nodes.held.get() == 0);
    }

    @Test
    void an_event_on_its_way_is_awaited_at_the_end_of_the_platform() {
        deployFunctions();
        invoke("shop", "{}", "X-Amz-Invocation-Type", "Event", "X-Amz-Client-Context", "slow");
        await().atMost(Duration.ofSeconds(10)).until(() -> asked.size() == 1);

        var end = Thread.startVirtualThread(platform::close);

        await().during(Duration.ofSeconds(1)).atMost(Duration.ofSeconds(5)).until(end::isAlive);
        assertThat(platform.nodes.held.get()).isEqualTo(1);
        mayAnswer.countDown();
        await().atMost(Duration.ofSeconds(8)).until(() -> !end.isAlive());
        assertThat(platform.nodes.held.get()).isZero();
    }

    private static void pass(CountDownLatch door) {
        try {
            door.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void what_can_not_be_invoked_is_said_in_the_words_of_aws_clients() {
        platform.client.deploy("site", Map.of("index.html", "x"));
        deployFunctions();

        var none = invoke("site", "{}");
        var unknown = invoke("nobody", "{}");
        var large = invoke("shop", "\"" + "x".repeat(6 << 20) + "\"");
        var foreign = send(request("shop", "{}").header("X-Amz-Security-Token", "fh_other"));
        var bare = send(request("shop", "{}"));

        assertThat(none.statusCode()).isEqualTo(404);
        assertThat(none.headers().firstValue("x-amzn-errortype"))
                .contains("ResourceNotFoundException");
        assertThat(none.body()).contains("\"message\":\"\\\"site\\\" has no Lambda functions");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(foreign.statusCode()).isEqualTo(401);
        assertThat(bare.statusCode()).isEqualTo(401);
        assertThat(asked).isEmpty();
    }

    @Test
    void the_session_token_opens_no_other_door() {
        var request =
                HttpRequest.newBuilder(platform.plane.url().resolve("/api/v1/projects"))
                        .header("X-Amz-Security-Token", platform.client.token());

        assertThat(send(request).statusCode()).isEqualTo(401);
    }

    private DeploymentId deployFunctions() {
        var last = platform.client.deploy("shop", Map.of("lambda.js", "x"));
        return new DeploymentId(last.at("/deployment/id").asString());
    }

    private String secret(DeploymentId id) {
        return platform.provider.applied.get(id).variables().get("FREEHOLD_INVOKE_SECRET").reveal();
    }

    private HttpResponse<String> invoke(String function, String payload, String... headers) {
        var request =
                request(function, payload)
                        .header("X-Amz-Security-Token", platform.client.token())
                        .header(
                                "Authorization",
                                "AWS4-HMAC-SHA256 Credential=any/20261125/us-east-1/lambda/aws4_request");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    private HttpRequest.Builder request(String function, String payload) {
        var path = "/2015-03-31/functions/" + function.replace(":", "%3A") + "/invocations";
        return HttpRequest.newBuilder(platform.plane.url().resolve(path))
                .POST(BodyPublishers.ofString(payload));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return platform.client.http().send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
