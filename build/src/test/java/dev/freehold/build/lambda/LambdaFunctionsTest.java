package dev.freehold.build.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.build.BlobsInFolder;
import dev.freehold.build.BuildPlan;
import dev.freehold.build.BuildSettings;
import dev.freehold.build.NoSandbox;
import dev.freehold.build.SandboxedBuilds;
import dev.freehold.build.Sources;
import dev.freehold.build.detection.Builders;
import dev.freehold.output.Tree;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is taken for Lambda functions, and what is said of it.
class LambdaFunctionsTest {
    private static final String HELLO = "[functions.hello]\nruntime = \"nodejs24.x\"\n";
    @TempDir Path folder;
    private BlobsInFolder blobs;

    @BeforeEach
    void blobs() {
        blobs = new BlobsInFolder(folder.resolve("blobs"));
    }

    @Test
    void functions_that_the_configuration_names_are_told_with_their_paths() {
        var plan =
                plan(
                        "index.mjs",
                        "x",
                        "package.json",
                        "{\"main\": \"index.mjs\"}",
                        "freehold.toml",
                        HELLO
                                + "[functions.jobs]\nruntime = \"python3.13\"\npath = \"/jobs\"\ntimeout = \"2m\"\n");

        assertThat(plan.kind()).isEqualTo("lambda");
        assertThat(plan.runs())
                .containsExactly(
                        "hello: index.handler (nodejs24.x, 3 s, Freehold's launcher)",
                        "jobs: lambda_function.lambda_handler (python3.13, 120 s, Freehold's launcher)");
        assertThat(plan.routes()).containsExactly("/* → hello", "/jobs/* → jobs");
    }

    @Test
    void an_executable_bootstrap_is_a_function_and_one_that_is_not_is_a_file() {
        var plain = Sources.tree(blobs, "bootstrap", "#!/bin/sh\n", "index.txt", "x");
        var entries = new TreeMap<>(plain.entries());
        var file = (Tree.File) entries.get("bootstrap");
        entries.put("bootstrap", new Tree.File(file.digest(), file.size(), true));

        assertThat(plan(new Tree(entries)).kind()).isEqualTo("lambda");
        assertThat(plan(plain).kind()).isEqualTo("static");
    }

    @Test
    void what_lambda_has_and_freehold_has_not_is_refused_with_the_way_out() {
        assertThatThrownBy(() -> plan("freehold.toml", "[functions.x]\nruntime = \"ruby3.4\"\n"))
                .hasMessageContaining("\"ruby3.4\" is no runtime that Freehold has");
        assertThatThrownBy(() -> plan("freehold.toml", "[functions.x]\nhandler = \"a.b\"\n"))
                .hasMessageContaining("\"runtime\" in [functions.x] is missing");
        assertThatThrownBy(() -> plan("freehold.toml", "[functions.x]\nruntime = \"java25\"\n"))
                .hasMessageContaining("\"handler\" in [functions.x] is missing");
        assertThatThrownBy(() -> plan("freehold.toml", HELLO + "timeout = \"1h\"\n"))
                .hasMessageContaining("a timeout of 3600 s can't be");
    }

    @Test
    void functions_and_a_server_do_not_share_a_project() {
        assertThatThrownBy(() ->
                        plan("freehold.toml", HELLO + "[services.web]\ncommand = \"node a.js\"\n"))
                .hasMessageContaining("both [functions] and the service \"web\"");
    }

    private BuildPlan plan(String... pathsAndTexts) {
        return plan(Sources.tree(blobs, pathsAndTexts));
    }

    private BuildPlan plan(Tree tree) {
        var builds =
                new SandboxedBuilds(
                        BuildSettings.in(folder), blobs, new NoSandbox(), Builders.inOrder());
        return builds.plan(Sources.request(tree));
    }
}
