package dev.freehold.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every example is deployed as a stranger's copy of it, by the command that the README shows, and answers.
class ExamplesTest {
    private static Product product;

    @BeforeAll
    static void up() {
        product = Product.up();
    }

    @AfterAll
    static void down() {
        product.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    hello-site    | /              | <h1
                    express       | /              | Hello from Express
                    fastify       | /              | from Fastify
                    hono          | /              | Hello from Hono
                    koa           | /              | Hello from Koa
                    pnpm          | /              | Hello from pnpm
                    yarn          | /              | Hello from yarn
                    build-output  | /              | Built elsewhere
                    build-output  | /api/hello     | Hello
                    api-functions | /api/hello?name=you | "hello":"you"
                    lambda        | /?name=Ada     | Hello Ada, from Lambda's hello
                    lambda        | /clock         | tick 3
                    procfile      | /              | Hello from a Procfile
                    go            | /              | Hello from Go
                    go            | /pages/beside.html | beside the program
                    java          | /              | Hello from Java
                    java-maven    | /              | Hello from Maven
                    rust          | /              | Hello from Rust
                    c             | /              | Hello from C
                    any-command   | /              | visit number 1
                    stubborn      | /              | Hello from port 5000
                    vite          | /              | <script
                    schedules     | /              | The clock has come by
                    flask         | /?name=reader  | Hello from Flask, reader
                    django        | /              | Hello from Django: visit number 1
                    django        | /static/pages.css | sans-serif
                    starlette     | /?name=reader  | "hello":"reader"
                    fastapi       | /?name=reader  | "hello":"reader"
                    fastapi       | /openapi.json  | "/orders"
                    php           | /?name=reader  | Hello from PHP, reader
                    php           | /style.css     | sans-serif
                    sinatra       | /?name=reader  | Hello from Sinatra, reader
                    exported-handler | /           | Hello from a handler
                    exported-handler | /greet/you  | "hello":"you"
                    deno          | /              | Hello from Deno 2.9.6
                    bun           | /              | Hello from Bun 1.4.5
                    eleventy      | /              | <h1>Hello from Eleventy
                    eleventy      | /about/        | made from Markdown
                    hugo          | /              | Hello from Hugo
                    hugo          | /about/        | Made from Markdown
                    """)
    void answers(String example, String path, String words) {
        var url = product.deploy(Folders.copy(product.example(example)));

        var answer = product.get(url + path);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains(words);
    }

    @Test
    void what_node_compiled_of_a_bundle_in_the_build_is_used_by_each_start() {
        var name = "express-bundled";
        product.typing("COMPILE_CACHE", "env", "add", "NODE_DEBUG_NATIVE", "--project", name)
                .mustSucceed();

        var url = product.deploy(Folders.copy(product.example(name)));

        assertThat(product.page(url + "/")).isEqualTo("Hello from one file");
        assertThat(product.freehold("logs", "--project", name).mustSucceed().stdout())
                .contains("V8 code cache for CommonJS /app/dist/server.cjs was accepted");
    }

    @ParameterizedTest
    @Timeout(value = 6, unit = TimeUnit.MINUTES)
    @CsvSource(
            delimiter = '|',
            value = {
                "workspace | Hello from a workspace",
                "turborepo | Hello from a Turborepo, one of 2"
            })
    void a_package_of_a_workspace_is_deployed_with_those_that_it_needs(
            String example, String words) {
        var workspace = Folders.copy(product.example(example));

        var url = product.deploy(workspace.resolve("apps/web"));

        assertThat(product.get(url).body()).contains(words);
    }

    @Test
    void the_url_alone_is_on_standard_output_and_the_rest_on_standard_error() {
        var site = Folders.copy(product.example("hello-site"));

        var result = product.freehold("deploy", site.toString());

        assertThat(result.stdout()).matches("http://hello-site\\.localhost:\\d+\n");
        assertThat(result.stderr()).contains("visitors get it now");
    }

    @Test
    void what_is_due_by_the_clock_is_run_now_as_well() {
        product.typing("hush", "env", "add", "CRON_SECRET", "--project", "schedules").mustSucceed();
        var url = product.deploy(Folders.copy(product.example("schedules")));

        var count = product.freehold("schedules", "run", "count", "--project", "schedules");
        var report = product.freehold("schedules", "run", "report", "--project", "schedules");

        assertThat(count.mustSucceed().stdout()).contains("counted 1");
        assertThat(report.mustSucceed().stdout()).contains("a report of ");
        assertThat(product.page(url + "/")).contains("come by 1 times");
        assertThat(product.get(url + "/cron/count").statusCode()).isEqualTo(401);
        assertThat(product.freehold("schedules", "--project", "schedules").stdout())
                .contains("count", "*/15 * * * *", "Europe/Berlin", "node report.js")
                .contains("cron-count-from-vercel", "0 5 * * *");
    }
}
