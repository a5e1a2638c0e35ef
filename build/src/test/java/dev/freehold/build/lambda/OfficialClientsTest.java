package dev.freehold.build.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// AWS's own clients of the Runtime API take ours for theirs.
class OfficialClientsTest {
    private static final String JAVA_HANDLER =
            """
            package shop;
            import com.amazonaws.services.lambda.runtime.Context;
            import com.amazonaws.services.lambda.runtime.RequestHandler;
            import java.util.Map;
            public class Orders implements RequestHandler<Map<String, Object>, Map<String, Object>> {
                @Override
                public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
                    if (event.containsKey("fail")) throw new IllegalStateException("out of stock");
                    context.getLogger().log("an order");
                    return Map.of("statusCode", 201, "body", context.getFunctionName() + " took " + event.get("rawPath"));
                }
            }
            """;

    private static final String NODE_HANDLERS =
            """
            export const handler = async (event, context) => {
              if (event.fail) throw new RangeError("none left");
              return { statusCode: 201, cookies: ["a=1"], body: `${context.functionName} took ${event.rawPath}` };
            };
            export const stream = awslambda.streamifyResponse(async (event, stream) => {
              const out = awslambda.HttpResponseStream.from(stream, { statusCode: 202, headers: { "x-kind": "stream" } });
              out.write("first");
              await new Promise((resolve) => setTimeout(resolve, 3000));
              out.end("last");
            });
            """;

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
    void the_client_for_java_runs_a_handler() throws Exception {
        compile(JAVA_HANDLER);
        launcher.function("orders", "java25", "shop.Orders::handleRequest").start();

        var visited = launcher.call("/orders/7");
        var failed = launcher.invoke("orders", "{\"fail\": true}");
        var again = launcher.call("/orders/8");

        assertThat(visited.statusCode()).as(launcher.log()).isEqualTo(201);
        assertThat(visited.body()).isEqualTo("orders took /orders/7");
        assertThat(failed.headers().firstValue("x-amz-function-error")).contains("Unhandled");
        assertThat(failed.body()).contains("java.lang.IllegalStateException", "out of stock");
        assertThat(again.body()).isEqualTo("orders took /orders/8");
        assertThat(launcher.log()).contains("an order");
    }

    @Test
    @Timeout(600)
    void the_client_for_node_runs_a_handler_buffered_and_streaming() throws Exception {
        var client = OfficialNodeClient.ready();
        client.linkInto(app);
        launcher.under(client.node())
                .with("index.mjs", NODE_HANDLERS)
                .function("orders", "nodejs24.x", "index.handler")
                .function("stream", "nodejs24.x", "index.stream")
                .start();

        var visited = launcher.call("/orders/7");
        var failed = launcher.invoke("orders", "{\"fail\": true}");
        var again = launcher.call("/orders/8");
        var stream = launcher.send(launcher.request("/stream"), BodyHandlers.ofInputStream());
        var first = new String(stream.body().readNBytes(5), UTF_8);
        boolean more = stream.body().available() > 0;
        var last = new String(stream.body().readAllBytes(), UTF_8);

        assertThat(visited.statusCode()).as(launcher.log()).isEqualTo(201);
        assertThat(visited.body()).isEqualTo("orders took /orders/7");
        assertThat(visited.headers().firstValue("set-cookie")).contains("a=1");
        assertThat(failed.body()).contains("RangeError", "none left");
        assertThat(again.body()).isEqualTo("orders took /orders/8");
        assertThat(stream.statusCode()).isEqualTo(202);
        assertThat(stream.headers().firstValue("x-kind")).contains("stream");
        assertThat(first).isEqualTo("first");
        assertThat(more).isFalse();
        assertThat(last).isEqualTo("last");
        assertThat(launcher.log()).contains("Executing 'index.handler'");
    }

    /// The class at the root and the libraries in `lib`, as in a zip file for Lambda.
    private void compile(String source) throws IOException {
        var lib = Files.createDirectories(app.resolve("lib"));
        var jars = jars();
        for (var jar : jars) {
            Files.copy(jar, lib.resolve(jar.getFileName()));
        }
        var file = Files.createDirectories(app.resolve("src")).resolve("Orders.java");
        Files.writeString(file, source);
        var path =
                jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        int status =
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-cp", path, "-d", app.toString(), file.toString());
        assertThat(status).isZero();
    }

    private static List<Path> jars() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(jar -> jar.contains("aws-lambda-java") || jar.contains("utils-lite"))
                .map(Path::of)
                .toList();
    }
}
