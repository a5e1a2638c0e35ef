package dev.freehold.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A workspace of two apps and a library is deployed as a whole: of each change only what it touches is built and
/// switched.
class WorkspaceTest {
    private static final Pattern ID =
            Pattern.compile("\"project\":\"([^\"]+)\"[^{}]*\"deployment\":\\{\"id\":\"([^\"]+)\"");
    private static Product product;
    private Path workspace;

    @BeforeAll
    static void up() {
        product = Product.up();
    }

    @AfterAll
    static void down() {
        product.close();
    }

    @BeforeEach
    void aWorkspace() {
        workspace = Folders.copy(product.example("workspace"));
    }

    @Test
    @Timeout(value = 6, unit = TimeUnit.MINUTES)
    void of_a_change_only_what_it_touches_is_built_and_switched() throws IOException {
        var first = deployAll();
        assertThat(first.keySet()).containsExactly("example-admin", "web");
        assertThat(product.page(product.announcement().url("web"))).contains("Hello");

        assertThat(deployAll()).as("nothing has changed").isEqualTo(first);

        change("packages/greeting/src/index.js", "Hello", "Ciao");
        var second = deployAll();
        assertThat(second.get("web")).isNotEqualTo(first.get("web"));
        assertThat(second.get("example-admin")).isNotEqualTo(first.get("example-admin"));
        assertThat(product.page(product.announcement().url("web"))).contains("Ciao");

        change("apps/web/server.js", "a workspace", "one app");
        var third = deployAll();
        assertThat(third.get("web")).isNotEqualTo(second.get("web"));
        assertThat(third.get("example-admin")).isEqualTo(second.get("example-admin"));

        change("apps/web/server.js", "one app", "a workspace");
        assertThat(deployAll().get("web"))
                .as("what was built before is live again as a deployment of its own")
                .isNotIn(second.get("web"), third.get("web"));
    }

    /// The deployments that are live then, by project.
    private Map<String, String> deployAll() {
        var printed =
                product.freehold("deploy", "--all", workspace.toString(), "--json")
                        .mustSucceed()
                        .stdout();
        var ids = new TreeMap<String, String>();
        ID.matcher(printed).results().forEach(found -> ids.put(found.group(1), found.group(2)));
        return ids;
    }

    private void change(String path, String before, String after) throws IOException {
        var file = workspace.resolve(path);
        Files.writeString(file, Files.readString(file).replace(before, after));
    }
}
