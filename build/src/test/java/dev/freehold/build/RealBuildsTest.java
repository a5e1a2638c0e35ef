package dev.freehold.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.build.detection.Builders;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.Secret;
import dev.freehold.model.ServiceName;
import dev.freehold.output.Command;
import dev.freehold.output.Output;
import dev.freehold.output.OutputJson;
import dev.freehold.output.Phase;
import dev.freehold.output.Service;
import dev.freehold.output.Tree;
import dev.freehold.sandbox.Sandboxes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Builds the examples in the sandbox of this machine, with what npm's registry has. Runtimes stay in
/// `target`, so that only the first run fetches them.
class RealBuildsTest {
    private static final Path EXAMPLES = Path.of("..", "examples");
    @TempDir Path folder;
    private final List<String> log = new ArrayList<>();
    private BlobsInFolder blobs;
    private SandboxedBuilds builds;

    @BeforeEach
    void workshop() {
        blobs = new BlobsInFolder(folder.resolve("blobs"));
        var defaults = BuildSettings.in(folder);
        var settings =
                new BuildSettings(
                        new BuildSettings.Folders(
                                folder.resolve("builds"),
                                folder.resolve("caches"),
                                Path.of("target", "runtimes").toAbsolutePath()),
                        defaults.limits(),
                        defaults.user(),
                        1,
                        defaults.environment());
        builds =
                new SandboxedBuilds(
                        settings,
                        blobs,
                        Sandboxes.forThisHost(folder.resolve("sandbox")),
                        Builders.inOrder());
    }

    @Test
    void an_express_server_comes_with_its_dependencies() throws IOException {
        var output = build("express");

        var web = output.services().get(ServiceName.WEB);
        assertThat(output.fallback()).contains(ServiceName.WEB);
        assertThat(web.command()).isEqualTo(new Command.Arguments(List.of("node", "server.js")));
        assertThat(web.environment().get("PATH")).startsWith("/app/node_modules/.bin:/usr");
        assertThat(web.runtime()).map(Object::toString).get().asString().contains("24.");
        assertThat(tree(output).entries())
                .containsKeys("server.js", "node_modules/express/package.json");
        assertThat(log).anyMatch(line -> line.startsWith("$ npm ci"));
    }

    @Test
    void a_vite_app_becomes_files_of_one_page() throws IOException {
        var output = build("vite");

        assertThat(output.services()).isEmpty();
        assertThat(output.files()).containsKey("/index.html");
        assertThat(output.files().keySet()).anyMatch(path -> path.matches("/assets/index-.*\\.js"));
        assertThat(output.routes().in(Phase.REWRITE)).hasSize(1);
    }

    @Test
    void pnpm_and_yarn_install_as_their_lock_files_say() throws IOException {
        assertThat(tree(build("pnpm")).entries())
                .containsEntry("node_modules/ms", new Tree.Link(".pnpm/ms@2.1.3/node_modules/ms"));
        assertThat(tree(build("yarn")).entries()).containsKey("node_modules/ms/package.json");
    }

    @Test
    void functions_share_one_service_with_the_launcher() throws IOException {
        for (var example : List.of("api-functions", "build-output")) {
            var output = build(example);

            var service = output.services().get(new ServiceName("functions"));
            assertThat(output.functions()).containsKey("/api/hello");
            assertThat(service.command())
                    .isEqualTo(new Command.Arguments(List.of("node", ".freehold/launcher.mjs")));
            assertThat(tree(service).entries())
                    .containsKeys(
                            ".freehold/launcher.mjs", output.functions().get("/api/hello").entry());
        }
    }

    @Test
    void dependencies_are_installed_once_for_the_same_lock_file() throws IOException {
        var source = Sources.folder(blobs, EXAMPLES.resolve("koa"));
        var first = builds.build(Sources.request(source), log::add);
        log.clear();

        var changed = new TreeMap<>(source.entries());
        changed.putAll(Sources.tree(blobs, "server.js", "changed").entries());
        var second = builds.build(Sources.request(new Tree(changed)), log::add);

        assertThat(log)
                .contains("the dependencies are as before: nothing is installed")
                .noneMatch(line -> line.startsWith("$"));
        assertThat(tree(second).entries().keySet()).isEqualTo(tree(first).entries().keySet());
        assertThat(tree(second).entries().get("server.js")).isEqualTo(changed.get("server.js"));
    }

    @Test
    void what_node_compiles_of_a_typescript_server_is_kept_beside_its_files() throws IOException {
        var source =
                Sources.tree(
                        blobs,
                        "server.ts",
                        """
                        import http from 'node:http';
                        const words: string = 'hello';
                        http.createServer((q, r) => r.end(words)).listen(process.env.PORT);
                        """);

        var output = builds.build(Sources.request(source), log::add);

        var web = output.services().get(ServiceName.WEB);
        assertThat(web.environment()).containsEntry("NODE_COMPILE_CACHE", "/node-cache");
        assertThat(tree(web).entries().keySet())
                .as(String.join("\n", log))
                .contains("server.ts")
                .anyMatch(path ->
                        path.matches("\\.freehold/node-cache/v24[0-9.]+-[a-z0-9]+-[0-9a-f]+/.+"));
    }

    @Test
    void what_rehearses_gets_what_the_file_says_and_no_secret_of_that_name() throws IOException {
        var source =
                Sources.tree(
                        blobs,
                        "freehold.toml",
                        "[env]\nDATABASE = \"of the file\"\n",
                        "server.ts",
                        """
                        import http from 'node:http';
                        console.log('database: ' + process.env.DATABASE);
                        http.createServer((q, r) => r.end('hello')).listen(process.env.PORT);
                        """);

        builds.build(
                Sources.request(source, Map.of("DATABASE", new Secret("of production"))), log::add);

        assertThat(log).contains("database: of the file");
    }

    @Test
    void what_a_server_would_write_at_its_rehearsal_goes_nowhere() throws IOException {
        var source =
                Sources.tree(
                        blobs,
                        "package.json",
                        "{\"scripts\": {\"build\": \"echo built > built.txt\", \"start\": \"node server.js\"}}",
                        "server.js",
                        """
                        try { require('fs').writeFileSync('left.txt', 'left'); } catch {}
                        require('http').createServer((q, r) => r.end('hello')).listen(process.env.PORT);
                        """);

        var output = builds.build(Sources.request(source), log::add);

        assertThat(tree(output).entries().keySet())
                .contains("server.js", "built.txt")
                .anyMatch(path -> path.startsWith(".freehold/node-cache/v"))
                .doesNotContain("left.txt");
    }

    @Test
    void a_server_that_does_not_start_in_the_build_is_built_all_the_same() throws IOException {
        var source = Sources.tree(blobs, "server.ts", "throw new Error('no database');");

        var output = builds.build(Sources.request(source), log::add);

        assertThat(log)
                .contains("the rehearsal: it ended before it answered")
                .anyMatch(line -> line.startsWith("the rehearsal failed"));
        assertThat(tree(output).entries()).containsOnlyKeys("server.ts");
    }

    @Test
    void a_front_end_and_the_worker_beside_it_are_built_once() throws IOException {
        var source =
                Sources.tree(
                        blobs,
                        "package.json",
                        "{\"scripts\": {\"build\": \"mkdir -p dist; date +%N > dist/index.html\"}}",
                        "worker.js",
                        "setInterval(() => {}, 1000)",
                        "Procfile",
                        "worker: node worker.js\n");

        var output = builds.build(Sources.request(source), log::add);

        assertThat(log).filteredOn(line -> line.equals("$ npm run build")).hasSize(1);
        assertThat(output.files()).containsKey("/index.html");
        var worker = output.services().get(new ServiceName("worker"));
        assertThat(tree(worker).entries()).containsKey("worker.js");
    }

    @Test
    void a_failing_build_is_told_with_its_last_lines() {
        var source =
                Sources.tree(
                        blobs,
                        "package.json",
                        "{\"scripts\": {\"build\": \"echo almost && echo broken >&2 && exit 3\"}}");

        assertThatThrownBy(() -> builds.build(Sources.request(source), log::add))
                .isInstanceOf(FreeholdException.class)
                .hasMessageContaining("broken")
                .satisfies(e ->
                        assertThat(((FreeholdException) e).code())
                                .isEqualTo(ErrorCode.BUILD_FAILED));
        assertThat(log).contains("almost", "broken");
    }

    @Test
    void a_tool_that_is_not_there_is_missing() {
        var source =
                Sources.tree(
                        blobs,
                        "freehold.toml",
                        "[build]\ncommand = \"no-such-tool --now\"\noutput = \"out\"\n");

        assertThatThrownBy(() -> builds.build(Sources.request(source), log::add))
                .hasMessageContaining("no-such-tool")
                .satisfies(e ->
                        assertThat(((FreeholdException) e).code())
                                .isEqualTo(ErrorCode.MISSING_TOOL));
    }

    private Output build(String example) throws IOException {
        var output =
                builds.build(
                        Sources.request(Sources.folder(blobs, EXAMPLES.resolve(example))),
                        log::add);
        assertThat(folder.resolve("builds"))
                .satisfiesAnyOf(
                        builds -> assertThat(builds).doesNotExist(),
                        builds -> assertThat(builds).as("work folders left").isEmptyDirectory());
        return output;
    }

    private Tree tree(Output output) throws IOException {
        return tree(output.services().get(ServiceName.WEB));
    }

    private Tree tree(Service service) throws IOException {
        return OutputJson.readTree(Files.readAllBytes(blobs.file(service.tree())));
    }
}
