package dev.freehold.cli.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.cli.upload.Walk.EnvFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WalkTest {
    @TempDir Path folder;

    @Test
    void leaves_out_what_is_never_part_of_an_app() throws IOException {
        for (var path :
                List.of(
                        ".git/HEAD",
                        "node_modules/a/b.js",
                        ".freehold/cache",
                        ".DS_Store",
                        ".venv/bin/python3",
                        "src/__pycache__/a.pyc",
                        ".vercel/project.json",
                        "src/a.js")) {
            file(path);
        }

        assertThat(sent(EnvFiles.KEPT_HERE)).containsExactly("src/a.js");
    }

    @Test
    void a_built_output_is_sent_whole_though_git_ignores_it() throws IOException {
        Files.writeString(folder.resolve(".gitignore"), ".vercel\nnode_modules\n");
        file(".vercel/output/config.json");
        file(".vercel/output/functions/api.func/node_modules/x/index.js");
        file(".vercel/project.json");

        assertThat(sent(EnvFiles.KEPT_HERE))
                .containsExactlyInAnyOrder(
                        ".gitignore",
                        ".vercel/output/config.json",
                        ".vercel/output/functions/api.func/node_modules/x/index.js");
    }

    @Test
    void keys_stay_here_unless_asked_for() throws IOException {
        file("config/master.key");
        file("shop/config/credentials/production.key");
        file("deploy/id_ed25519");
        file(".netrc");
        file("config/credentials.yml.enc");
        file("deploy/id_ed25519.pub");
        file("keyboards/master.key");

        assertThat(sent(EnvFiles.KEPT_HERE))
                .containsExactlyInAnyOrder(
                        "config/credentials.yml.enc",
                        "deploy/id_ed25519.pub",
                        "keyboards/master.key");
        assertThat(sent(EnvFiles.SENT)).hasSize(7);
    }

    @Test
    void env_files_stay_here_unless_asked_for() throws IOException {
        file(".env");
        file("web/.env.local");
        file(".envoy");

        assertThat(sent(EnvFiles.KEPT_HERE)).containsExactly(".envoy");
        assertThat(Walk.through(folder, EnvFiles.KEPT_HERE).leftOut())
                .containsExactlyInAnyOrder(".env", "web/.env.local");
        assertThat(sent(EnvFiles.SENT))
                .containsExactlyInAnyOrder(".env", ".envoy", "web/.env.local");
    }

    @Test
    void links_within_the_folder_are_sent_as_links() throws IOException {
        file("a/b.txt");
        Files.createSymbolicLink(folder.resolve("a/link"), Path.of("../a/b.txt"));
        Files.createSymbolicLink(folder.resolve("folder"), Path.of("a"));

        var walk = Walk.through(folder, EnvFiles.KEPT_HERE);

        assertThat(walk.links()).containsOnlyKeys("a/link", "folder");
        assertThat(walk.files()).extracting(FoundFile::path).containsExactly("a/b.txt");
    }

    @Test
    void a_link_that_leaves_the_folder_is_refused_by_name() throws IOException {
        Files.createSymbolicLink(folder.resolve("secrets"), Path.of("/etc/passwd"));

        assertThatThrownBy(() -> Walk.through(folder, EnvFiles.KEPT_HERE))
                .hasMessageContaining("\"secrets\"")
                .hasMessageContaining("leaves the folder");
    }

    @Test
    void an_ignored_link_that_leaves_the_folder_does_no_harm() throws IOException {
        Files.createSymbolicLink(folder.resolve("secrets"), Path.of("/etc/passwd"));
        Files.writeString(folder.resolve(".freeholdignore"), "secrets\n");

        assertThat(sent(EnvFiles.KEPT_HERE)).containsExactly(".freeholdignore");
    }

    @Test
    void a_pipe_is_refused_by_name() throws Exception {
        new ProcessBuilder("mkfifo", folder.resolve("queue").toString()).start().waitFor();

        assertThatThrownBy(() -> Walk.through(folder, EnvFiles.KEPT_HERE))
                .hasMessageContaining("\"queue\" is a device, a socket or a pipe");
    }

    @Test
    void a_name_that_is_no_utf8_is_refused() throws IOException {
        Files.createFile(Path.of(URI.create(folder.toUri() + "%FFpage.html")));

        assertThatThrownBy(() -> Walk.through(folder, EnvFiles.KEPT_HERE))
                .hasMessageContaining("page.html\" is no UTF-8");
    }

    @Test
    void names_in_any_language_are_sent_as_they_are() throws IOException {
        Files.createFile(Path.of(URI.create(folder.toUri() + "caf%C3%A9.html")));

        assertThat(sent(EnvFiles.KEPT_HERE)).containsExactly("café.html");
    }

    @Test
    void more_files_than_the_limit_are_refused() throws IOException {
        for (int i = 0; i < 11; i++) {
            file("part-" + i % 3 + "/f" + i);
        }

        assertThatThrownBy(() -> Walk.through(folder, EnvFiles.KEPT_HERE, 10))
                .hasMessageContaining("more than 10 files");
        assertThat(Walk.through(folder, EnvFiles.KEPT_HERE, 11).files()).hasSize(11);
    }

    private List<String> sent(EnvFiles envFiles) {
        return Walk.through(folder, envFiles).files().stream().map(FoundFile::path).toList();
    }

    private void file(String path) throws IOException {
        var file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, path);
    }
}
