package dev.freehold.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What a user does to an app that runs, and how it is taken back.
@ExtendWith(SharedProduct.class)
class HandsTest {
    private final Product product;

    HandsTest(Product product) {
        this.product = product;
    }

    @Test
    void a_variable_is_seen_from_the_next_deployment_on() {
        var folder =
                Servers.of(
                        "variables",
                        Servers.handler("response.end(process.env.GREETING || 'none')"));
        var url = product.deploy(folder);

        product.typing("good day", "env", "add", "GREETING", "--project", "variables")
                .mustSucceed();

        assertThat(product.page(url)).isEqualTo("none");
        product.deploy(folder);
        assertThat(product.page(url)).isEqualTo("good day");
        assertThat(freehold("env", "ls", "--project", "variables"))
                .contains("GREETING")
                .doesNotContain("good day");
    }

    @Test
    void a_rollback_brings_the_one_before_and_its_configuration() {
        var folder = site("back", "one");
        var url = product.deploy(folder);
        Folders.write(folder, Map.of("index.html", "two"));
        product.deploy(folder);

        freehold("rollback", "--project", "back");

        assertThat(product.page(url)).isEqualTo("one");
    }

    @Test
    void a_preview_is_promoted_without_a_build() {
        var folder = site("promoted", "one");
        var url = product.deploy(folder);
        Folders.write(folder, Map.of("index.html", "two"));
        var preview = product.deploy(folder, "--preview");
        assertThat(product.page(url)).isEqualTo("one");
        assertThat(product.page(preview)).isEqualTo("two");

        var id = product.api().newest("promoted").get("id").asString();
        var said = product.freehold("promote", id).mustSucceed();

        assertThat(said.stdout().strip()).isEqualTo(url);
        assertThat(product.page(url)).isEqualTo("two");
    }

    @Test
    void a_deploy_is_undone() {
        var folder = site("undone", "one");
        var url = product.deploy(folder);
        Folders.write(folder, Map.of("index.html", "two"));
        product.deploy(folder);

        product.freehold("undo", "--project", "undone").mustSucceed();

        assertThat(product.page(url)).isEqualTo("one");
    }

    @Test
    void what_is_removed_is_gone_until_it_is_undone() {
        var folder = Servers.saying("removed", "still good");
        var url = product.deploy(folder);

        product.freehold("rm", "removed", "--yes").mustSucceed();

        assertThat(product.get(url).statusCode()).isEqualTo(410);
        assertThat(freehold("ls")).doesNotContain("removed");
        product.freehold("undo", "--project", "removed").mustSucceed();
        assertThat(product.page(url)).isEqualTo("still good");
    }

    @Test
    void history_reads_as_sentences() {
        var folder = site("told", "one");
        product.deploy(folder);
        Folders.write(folder, Map.of("index.html", "two"));
        product.deploy(folder);
        product.freehold("rollback", "--project", "told").mustSucceed();

        var history = freehold("history", "--project", "told");

        assertThat(history).contains("deployed \"told\"", "to production", "rolled ");
    }

    @Test
    void a_command_runs_once_beside_the_app() {
        product.deploy(Servers.saying("once", "hello"));

        var result =
                product.freehold(
                        "run", "--project", "once", "--", "node", "-p", "6 * 7 + process.cwd()");

        assertThat(result.mustSucceed().stdout()).contains("42/app");
    }

    @Test
    void a_command_that_fails_says_so_by_its_status() {
        product.deploy(Servers.saying("fails", "hello"));

        var result =
                product.freehold(
                        "run", "--project", "fails", "--", "node", "-e", "process.exit(3)");

        assertThat(result.exit()).isEqualTo(3);
    }

    @Test
    void the_log_holds_what_the_app_says() {
        var folder =
                Servers.of(
                        "talking",
                        "console.log('hello log');" + Servers.handler("response.end('x')"));
        product.deploy(folder);

        assertThat(freehold("logs", "--project", "talking")).contains("hello log");
    }

    private String freehold(String... arguments) {
        var result = product.freehold(arguments).mustSucceed();
        return result.stdout() + result.stderr();
    }

    private static Path site(String name, String words) {
        return Folders.app(name, Map.of("index.html", words));
    }
}
