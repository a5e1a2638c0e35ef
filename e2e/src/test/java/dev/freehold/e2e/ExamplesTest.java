package dev.freehold.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
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
                    procfile      | /              | Hello from a Procfile
                    any-command   | /              | visit number 1
                    vite          | /              | <script
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
    void a_package_of_a_workspace_is_deployed_with_those_that_it_needs() {
        var workspace = Folders.copy(product.example("workspace"));

        var url = product.deploy(workspace.resolve("apps/web"));

        assertThat(product.get(url).body()).contains("Hello from a workspace");
    }

    @Test
    void the_url_alone_is_on_standard_output_and_the_rest_on_standard_error() {
        var site = Folders.copy(product.example("hello-site"));

        var result = product.freehold("deploy", site.toString());

        assertThat(result.stdout()).matches("http://hello-site\\.localhost:\\d+\n");
        assertThat(result.stderr()).contains("visitors get it now");
    }
}
