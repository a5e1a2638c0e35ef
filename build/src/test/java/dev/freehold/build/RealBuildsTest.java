package dev.freehold.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.model.ServiceName;
import dev.freehold.output.Command;
import dev.freehold.output.Output;
import dev.freehold.output.OutputJson;
import dev.freehold.output.Tree;
import dev.freehold.sandbox.Sandboxes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
                        settings, blobs, Sandboxes.forThisHost(folder.resolve("sandbox")));
    }

    @Test
    void an_express_server_comes_with_its_dependencies() throws IOException {
        var output = build("express");

        var web = output.services().get(ServiceName.WEB);
        assertThat(output.fallback()).contains(ServiceName.WEB);
        assertThat(web.command()).isEqualTo(new Command.Arguments(List.of("node", "server.js")));
        assertThat(web.runtime()).map(Object::toString).get().asString().contains("24.");
        assertThat(tree(output).entries())
                .containsKeys("server.js", "node_modules/express/package.json");
        assertThat(log).anyMatch(line -> line.startsWith("$ npm ci"));
    }

    private Output build(String example) throws IOException {
        var output =
                builds.build(
                        Sources.request(Sources.folder(blobs, EXAMPLES.resolve(example))),
                        log::add);
        try (var left = Files.list(folder.resolve("builds"))) {
            assertThat(left).as("work folders left").isEmpty();
        }
        return output;
    }

    private Tree tree(Output output) throws IOException {
        var digest = output.services().get(ServiceName.WEB).tree();
        return OutputJson.readTree(Files.readAllBytes(blobs.file(digest)));
    }
}
