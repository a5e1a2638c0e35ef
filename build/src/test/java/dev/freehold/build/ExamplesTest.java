package dev.freehold.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.build.detection.Builders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What detection says about each folder of `examples/`.
class ExamplesTest {
    private static final Path EXAMPLES = Path.of("..", "examples");

    private static final Map<String, String> KINDS =
            Map.ofEntries(
                    Map.entry("hello-site", "static"),
                    Map.entry("express", "node-server"),
                    Map.entry("fastify", "node-server"),
                    Map.entry("hono", "node-server"),
                    Map.entry("koa", "node-server"),
                    Map.entry("pnpm", "node-server"),
                    Map.entry("yarn", "node-server"),
                    Map.entry("api-functions", "node-functions"),
                    Map.entry("vite", "front-end"),
                    Map.entry("exported-handler", "node-server"),
                    Map.entry("deno", "deno-server"),
                    Map.entry("bun", "bun-server"),
                    Map.entry("eleventy", "front-end"),
                    Map.entry("hugo", "front-end"),
                    Map.entry("build-output", "build-output"),
                    Map.entry("procfile", "commands"),
                    Map.entry("any-command", "commands"));

    @TempDir Path folder;

    @Test
    void every_example_is_detected_as_what_it_shows() throws IOException {
        try (var examples = Files.list(EXAMPLES)) {
            var found =
                    examples.filter(Files::isDirectory)
                            .filter(example -> !example.endsWith("workspace"))
                            .collect(
                                    Collectors.toMap(
                                            example -> example.getFileName().toString(),
                                            example -> plan(example).kind()));
            assertThat(found).isEqualTo(KINDS);
        }
    }

    @Test
    void the_top_of_a_workspace_is_no_project_and_says_which_there_are() {
        assertThatThrownBy(() -> plan(EXAMPLES.resolve("workspace")))
                .hasMessageContaining("apps/admin, apps/web");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "hello-site | index.html is a home page and nothing is to be built: the files are served as they are",
                "express | package.json has the \"start\" script \"node server.js\": a Node server",
                "pnpm | pnpm-lock.yaml is there: dependencies come with pnpm",
                "yarn | yarn.lock is there: dependencies come with yarn",
                "api-functions | 4 files below api/ are functions: Node",
                "vite | package.json has a \"build\" script and depends on vite: Vite",
                "build-output | config.json is there: it is built already (Build Output API, version 3)",
                "exported-handler | package.json and index.ts are there, which exports what answers and never listens: Freehold's launcher does that: a Node server",
                "deno | main.ts exports what answers: a Deno program",
                "deno | deno.lock is there: modules come as it says",
                "bun | package.json has the \"start\" script \"bun index.ts\": a Bun server",
                "bun | bun.lock is there: dependencies come with bun",
                "eleventy | package.json has a \"build\" script and depends on @11ty/eleventy: Eleventy",
                "hugo | there is a hugo.toml: Hugo",
                "procfile | the Procfile says what is run",
                "any-command | freehold.toml says what is run"
            })
    void detection_explains_itself(String example, String reason) {
        assertThat(plan(EXAMPLES.resolve(example)).reasons()).contains(reason);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "express | npm ci --omit=dev --no-audit --no-fund",
                "pnpm | pnpm install --prod --frozen-lockfile",
                "yarn | yarn install --production --frozen-lockfile --non-interactive",
                "vite | npm run build",
                "deno | deno install --frozen --entrypoint main.ts",
                "bun | bun install --production --frozen-lockfile",
                "hugo | hugo --minify"
            })
    void the_plan_says_what_would_be_built(String example, String command) {
        assertThat(plan(EXAMPLES.resolve(example)).build()).contains(command);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "express | web: node server.js (Node 24.21.0)",
                "exported-handler | web: Freehold's launcher with index.ts (Node 24.21.0)",
                "deno | web: deno serve -A main.ts (Deno 2.9.6)",
                "bun | web: bun index.ts (Bun 1.4.5)",
                "procfile | release: node release.js (before the switch)",
                "procfile | clock: node clock.js",
                "any-command | web: python3 server.py"
            })
    void the_plan_says_what_would_run(String example, String run) {
        assertThat(plan(EXAMPLES.resolve(example)).runs()).contains(run);
    }

    private BuildPlan plan(Path example) {
        var blobs = new BlobsInFolder(folder.resolve("blobs"));
        var builds =
                new SandboxedBuilds(
                        BuildSettings.in(folder), blobs, new NoSandbox(), Builders.inOrder());
        try {
            return builds.plan(Sources.request(Sources.folder(blobs, example)));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
