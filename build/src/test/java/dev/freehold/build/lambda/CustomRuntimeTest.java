package dev.freehold.build.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runtimes of the user's own: an executable `bootstrap` that speaks the Runtime API.
class CustomRuntimeTest {
    /// As in AWS's tutorial "Building a custom runtime".
    private static final String SHELL =
            """
            #!/bin/sh
            set -eu
            api="http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime"
            while true; do
              headers=$(mktemp)
              event=$(curl -sS -L -D "$headers" "$api/invocation/next")
              id=$(grep -Fi Lambda-Runtime-Aws-Request-Id "$headers" | tr -d '[:space:]' | cut -d: -f2)
              curl -sS -X POST "$api/invocation/$id/response" -d "Echoing request: $event" > /dev/null
            done
            """;

    /// Answers with what the Runtime API said to requests that it can't grant.
    private static final String CURIOUS =
            """
            #!/usr/bin/env node
            const api = `http://${process.env.AWS_LAMBDA_RUNTIME_API}`;
            const ask = async (method, path, body) => {
              const answer = await fetch(api + path, { method, body });
              return `${method} ${path.split("/").at(-1)} ${answer.status} ${await answer.text()}`;
            };
            for (;;) {
              const next = await fetch(`${api}/2018-06-01/runtime/invocation/next`);
              const id = next.headers.get("lambda-runtime-aws-request-id");
              await next.text();
              const said = [
                await ask("POST", "/2020-01-01/extension/register", "{}"),
                await ask("PUT", "/2022-07-01/telemetry", "{}"),
                await ask("POST", "/2018-06-01/runtime/invocation/another/response", "{}"),
                await ask("GET", "/2018-06-01/runtime/invocation/next"),
                await ask("GET", "/2018-06-01/nowhere"),
              ];
              const answer = { statusCode: 200, headers: Object.fromEntries(next.headers), body: said.join("\\n") };
              await ask("POST", `/2018-06-01/runtime/invocation/${id}/response`, JSON.stringify(answer));
            }
            """;

    @TempDir Path app;
    private LauncherProcess launcher;

    @AfterEach
    void stop() {
        launcher.close();
    }

    @Test
    void a_shell_script_is_a_runtime() throws Exception {
        launcher = custom(SHELL);

        var invoked = launcher.invoke("main", "{\"text\": \"Hello\"}");
        var visited =
                launcher.send(
                        launcher.request("/x").POST(BodyPublishers.ofString("hi")),
                        BodyHandlers.ofString());

        assertThat(invoked.body()).isEqualTo("Echoing request: {\"text\": \"Hello\"}");
        assertThat(visited.body()).startsWith("Echoing request: {\"version\":\"2.0\"");
    }

    @Test
    void what_the_runtime_api_can_not_grant_is_refused_cleanly() throws Exception {
        launcher = custom(CURIOUS);

        var answer = launcher.call("/");

        assertThat(answer.headers().firstValue("lambda-runtime-deadline-ms").orElse(""))
                .matches("\\d{13}");
        assertThat(answer.headers().firstValue("lambda-runtime-trace-id").orElse(""))
                .startsWith("Root=1-");
        assertThat(answer.body().lines())
                .satisfiesExactly(
                        line ->
                                assertThat(line)
                                        .startsWith("POST register 403")
                                        .contains("no Lambda extensions"),
                        line -> assertThat(line).startsWith("PUT telemetry 403"),
                        line ->
                                assertThat(line)
                                        .startsWith("POST response 400")
                                        .contains("InvalidRequestID"),
                        line ->
                                assertThat(line)
                                        .startsWith("GET next 403")
                                        .contains("InvalidStateTransition"),
                        line -> assertThat(line).startsWith("GET nowhere 404"));
    }

    private LauncherProcess custom(String bootstrap) throws Exception {
        return new LauncherProcess(app)
                .with("bootstrap", bootstrap)
                .with("package.json", "{\"type\": \"module\"}")
                .function("main", "provided.al2023", "bootstrap")
                .start();
    }
}
