package dev.freehold.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.build.detection.Builders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
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
                    Map.entry("express-bundled", "node-server"),
                    Map.entry("fastify", "node-server"),
                    Map.entry("hono", "node-server"),
                    Map.entry("koa", "node-server"),
                    Map.entry("pnpm", "node-server"),
                    Map.entry("yarn", "node-server"),
                    Map.entry("api-functions", "node-functions"),
                    Map.entry("vite", "front-end"),
                    Map.entry("go", "go"),
                    Map.entry("java", "java"),
                    Map.entry("java-maven", "java"),
                    Map.entry("rust", "rust"),
                    Map.entry("c", "c"),
                    Map.entry("stubborn", "commands"),
                    Map.entry("exported-handler", "node-server"),
                    Map.entry("deno", "deno-server"),
                    Map.entry("bun", "bun-server"),
                    Map.entry("eleventy", "front-end"),
                    Map.entry("hugo", "front-end"),
                    Map.entry("build-output", "build-output"),
                    Map.entry("lambda", "lambda"),
                    Map.entry("procfile", "commands"),
                    Map.entry("schedules", "node-server"),
                    Map.entry("any-command", "commands"),
                    Map.entry("flask", "python-server"),
                    Map.entry("django", "python-server"),
                    Map.entry("starlette", "python-server"),
                    Map.entry("fastapi", "python-server"),
                    Map.entry("php", "php-server"),
                    Map.entry("sinatra", "ruby-server"));

    private static final Set<String> TOPS = Set.of("workspace", "turborepo");

    @TempDir Path folder;

    @Test
    void every_example_is_detected_as_what_it_shows() throws IOException {
        try (var examples = Files.list(EXAMPLES)) {
            var found =
                    examples.filter(Files::isDirectory)
                            .filter(example -> !TOPS.contains(example.getFileName().toString()))
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
                "java | Main.java has a main method: a Java program, built by javac",
                "java-maven | pom.xml is there: a Java program, built by Maven",
                "java-maven | pom.xml asks for Java 17 at least",
                "rust | Cargo.toml is there, and its program is hello: a Rust program",
                "c | Makefile is there, and code in C or C++: a C program",
                "go | go.mod is there, and its root is a main package: a Go program",
                "build-output | config.json is there: it is built already (Build Output API, version 3)",
                "lambda | freehold.toml names functions",
                "exported-handler | package.json and index.ts are there, which exports what answers and never listens: Freehold's launcher does that: a Node server",
                "deno | main.ts exports what answers: a Deno program",
                "deno | deno.lock is there: modules come as it says",
                "bun | package.json has the \"start\" script \"bun index.ts\": a Bun server",
                "bun | bun.lock is there: dependencies come with bun",
                "eleventy | package.json has a \"build\" script and depends on @11ty/eleventy: Eleventy",
                "hugo | there is a hugo.toml: Hugo",
                "procfile | the Procfile says what is run",
                "any-command | freehold.toml says what is run",
                "flask | app.py: \"app\" is a WSGI app by Flask: a Python server",
                "flask | requirements.txt says what is needed: packages come with pip",
                "starlette | main.py: \"app\" is an ASGI app by Starlette: a Python server",
                "fastapi | main.py: \"app\" is an ASGI app by FastAPI: a Python server",
                "fastapi | pyproject.toml says what is needed: packages come with pip",
                "django | static files are collected and served without Django",
                "django | a database is configured: migrations run before the switch",
                "php | there is public/index.php: a PHP app",
                "sinatra | there is config.ru: a Ruby server"
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
                "java | javac -d .freehold/classes Main.java",
                "java-maven | mvn -B -ntp -Dmaven.repo.local=/cache/maven/repository package -DskipTests",
                "rust | cargo build --release --locked --bin hello",
                "c | make",
                "go | go build -trimpath -o bin/ .",
                "vite | npm run build",
                "flask | pip3 install -r requirements.txt",
                "fastapi | pip3 install fastapi>=0.92 uvicorn>=0.17",
                "php | composer install --no-dev --no-interaction --no-progress",
                "sinatra | bundle install --retry 1",
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
                "go | web: bin/hello",
                "rust | web: bin/hello",
                "exported-handler | web: Freehold's launcher with index.ts (Node 24.21.0)",
                "deno | web: deno serve -A main.ts (Deno 2.9.6)",
                "bun | web: bun index.ts (Bun 1.4.5)",
                "procfile | release: node release.js (before the switch)",
                "procfile | clock: node clock.js",
                "any-command | web: python3 server.py",
                "flask | web: python3 .freehold/serve.py wsgi app:app (WSGI, by Freehold's launcher)",
                "starlette | web: python3 .freehold/serve.py asgi main:app (ASGI, by uvicorn)",
                "django | release: python3 manage.py migrate --noinput (before the switch)",
                "php | web: sh .freehold/serve.sh public (PHP's own server)",
                "sinatra | web: ruby .freehold/serve.rb (puma)"
            })
    void the_plan_says_what_would_run(String example, String run) {
        assertThat(plan(EXAMPLES.resolve(example)).runs()).contains(run);
    }

    @Test
    void the_plan_says_what_would_be_done_by_the_clock() {
        assertThat(plan(EXAMPLES.resolve("schedules")).schedules())
                .containsExactly(
                        "count: */15 * * * * UTC → GET /cron/count",
                        "report: 30 6 * * 1-5 Europe/Berlin → node report.js",
                        "cron-count-from-vercel: 0 5 * * * UTC → GET /cron/count?from=vercel");
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
