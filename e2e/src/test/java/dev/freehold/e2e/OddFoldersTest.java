package dev.freehold.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Folders that nobody expects: empty, huge, or holding what is no file.
@ExtendWith(SharedProduct.class)
class OddFoldersTest {
    private final Product product;

    OddFoldersTest(Product product) {
        this.product = product;
    }

    @Test
    void an_empty_folder_is_refused_and_leaves_no_project() {
        var result = product.deploying(Folders.app("empty", Map.of()));

        assertThat(result.exit()).isEqualTo(65);
        assertThat(result.stderr())
                .contains(
                        "there is no file to deploy", "put at least an index.html into the folder");
        assertThat(product.freehold("ls").stdout()).doesNotContain("empty");
    }

    @Test
    void a_page_of_no_bytes_is_served() {
        var url = product.deploy(Folders.app("blank", Map.of("index.html", "")));

        var answer = product.get(url);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void fifty_thousand_files_are_deployed() throws IOException {
        var folder = Folders.app("many", Map.of("index.html", "many"));
        for (int i = 0; i < 500; i++) {
            var below = Files.createDirectories(folder.resolve("d" + i));
            for (int j = 0; j < 100; j++) {
                Files.writeString(below.resolve("f" + j + ".txt"), "file " + (i % 20) + " " + j);
            }
        }

        var url = product.deploy(folder);

        assertThat(product.page(url + "/d499/f99.txt")).isEqualTo("file 19 99");
        Folders.delete(folder);
    }

    @Test
    void a_link_that_leaves_the_folder_is_refused() throws IOException {
        var folder = Folders.app("leaving", Map.of("index.html", "hello"));
        Files.createSymbolicLink(folder.resolve("secrets"), Path.of("../../../etc"));

        var result = product.deploying(folder);

        assertThat(result.exit()).isEqualTo(65);
        assertThat(result.stderr())
                .contains("link \"secrets\" → \"../../../etc\" leaves the folder")
                .contains("make it point to a file inside, or put it into .freeholdignore");
    }

    @Test
    void a_pipe_is_refused_and_can_be_ignored() throws Exception {
        var folder = Folders.app("piped", Map.of("index.html", "hello"));
        make("mkfifo", folder.resolve("queue").toString());

        var refused = product.deploying(folder);
        Files.writeString(folder.resolve(".freeholdignore"), "queue\n");
        var url = product.deploy(folder);

        assertThat(refused.exit()).isEqualTo(65);
        assertThat(refused.stderr())
                .contains("\"queue\" is a device, a socket or a pipe", ".freeholdignore");
        assertThat(product.page(url)).isEqualTo("hello");
    }

    @Test
    void a_device_is_refused() throws Exception {
        var folder = Folders.app("device", Map.of("index.html", "hello"));
        make("mknod", folder.resolve("null").toString(), "c", "1", "3");

        var result = product.deploying(folder);

        assertThat(result.exit()).isEqualTo(65);
        assertThat(result.stderr()).contains("\"null\" is a device, a socket or a pipe");
    }

    @Test
    void a_name_that_is_no_utf8_is_refused_by_name() throws Exception {
        var folder = Folders.app("latin", Map.of("index.html", "hello"));
        make("python3", "-c", "open(b'" + folder + "/caf\\xe9.html', 'w')");

        var result = product.deploying(folder);

        assertThat(result.exit()).isEqualTo(65);
        assertThat(result.stderr()).contains("is no UTF-8", "rename it");
    }

    @Test
    void a_name_of_many_scripts_is_served() {
        var folder = Folders.app("scripts", Map.of("Übersicht 日本.html", "hello"));

        var url = product.deploy(folder);

        assertThat(product.page(url + "/%C3%9Cbersicht%20%E6%97%A5%E6%9C%AC.html"))
                .isEqualTo("hello");
    }

    private static void make(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0)
                .as(said)
                .isTrue();
    }
}
