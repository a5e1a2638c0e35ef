package dev.freehold.cli.upload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.output.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnclosingWorkspaceTest {
    @TempDir Path top;

    @BeforeEach
    void workspace() throws IOException {
        write("package.json", "{\"workspaces\": {\"packages\": [\"apps/*\"]}}");
        write("pnpm-workspace.yaml", "packages:\n  - packages/*\n");
        write("apps/web/package.json", "{\"name\": \"web\", \"dependencies\": {\"ui\": \"*\"}}");
        write("apps/web/index.js", "");
        write("apps/other/package.json", "{\"name\": \"other\"}");
        write("apps/other/index.js", "");
        write("apps/other/fixtures/package.json", "{}");
        write("packages/ui/package.json", "{\"name\": \"ui\"}");
        write("packages/ui/index.js", "");
        write("shared/tsconfig.json", "{}");
    }

    @Test
    void
            what_no_member_owns_and_what_is_needed_is_sent_and_of_others_only_what_installing_checks() {
        var workspace = EnclosingWorkspace.of(top.resolve("apps/web")).orElseThrow();

        var sent = workspace.chosenFrom(all());

        assertThat(sent.files().stream().map(hashed -> hashed.file().path()))
                .containsExactlyInAnyOrder(
                        "package.json",
                        "pnpm-workspace.yaml",
                        "apps/web/package.json",
                        "apps/web/index.js",
                        "apps/other/package.json",
                        "packages/ui/package.json",
                        "packages/ui/index.js",
                        "shared/tsconfig.json");
        assertThat(sent.links()).containsEntry(".freehold/root", new Tree.Link("../apps/web"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"devDependencies", "optionalDependencies", "peerDependencies"})
    void a_package_is_needed_whichever_way_it_is_named(String kind) throws IOException {
        write("apps/web/package.json", "{\"name\": \"web\", \"" + kind + "\": {\"ui\": \"*\"}}");
        var workspace = EnclosingWorkspace.of(top.resolve("apps/web")).orElseThrow();

        var sent = workspace.chosenFrom(all());

        assertThat(sent.files().stream().map(hashed -> hashed.file().path()))
                .contains("packages/ui/index.js");
    }

    @Test
    void a_folder_that_nobody_names_stands_for_itself() {
        assertThat(EnclosingWorkspace.of(top.resolve("shared"))).isEmpty();
        assertThat(EnclosingWorkspace.of(top)).isEmpty();
    }

    private SourceTree all() {
        var files = new ArrayList<SourceTree.Hashed>();
        for (var file : Walk.through(top, Walk.EnvFiles.KEPT_HERE).files()) {
            files.add(new SourceTree.Hashed(file, "0", false));
        }
        return new SourceTree(files, new TreeMap<>(), List.of(), 0);
    }

    private void write(String path, String text) throws IOException {
        var file = top.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
