package dev.freehold.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Names that can't be a host name's first label are refused at every door, with an example of a good one.
@ExtendWith(SharedProduct.class)
class RefusedNamesTest {
    private static final String LETTERS_64 =
            "aaaaaaaabbbbbbbbccccccccddddddddeeeeeeeeffffffffgggggggghhhhhhhh";

    private final Product product;

    RefusedNamesTest(Product product) {
        this.product = product;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "my shop",
                "shop_1",
                "shop.eu",
                "-shop",
                "shop-",
                "Shop",
                "ü",
                "a--b",
                "api",
                "www",
                LETTERS_64
            })
    void the_command_line_refuses(String name) {
        var folder = Folders.app("site", Map.of("index.html", "hello"));

        var result = product.deploying(folder, "--name=" + name);

        assertThat(result.exit()).isEqualTo(65);
        assertThat(result.stdout()).isEmpty();
        assertThat(result.stderr())
                .contains("can't be a project's name", "for example \"my-shop\"");
        assertThat(projects()).doesNotContain(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"shop_1", "shop.eu", "-shop", "Shop", "%C3%BC", "a--b", "api", LETTERS_64})
    void the_api_refuses(String name) {
        var answer = product.api().deploy(name, Map.of("index.html", "hello"));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("code").asString()).isEqualTo("invalid");
        assertThat(answer.json().get("advice").asString()).contains("for example \"my-shop\"");
        assertThat(projects()).doesNotContain(name);
    }

    private List<String> projects() {
        return product.api().read("/projects").json().findValuesAsString("name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Production!", "a--b", "-x", ""})
    void an_environment_that_is_no_name_is_refused(String name) {
        var folder = Folders.app("site", Map.of("index.html", "hello"));

        var result = product.deploying(folder, "--env=" + name);

        assertThat(result.exit()).isIn(64, 65);
        assertThat(result.stderr()).contains("error: ").contains("→ ");
    }
}
