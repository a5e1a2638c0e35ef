package dev.freehold.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The platform is killed at every journaled step of a deploy; started again, it is whole.
class KilledDeploysTest {
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
    @ValueSource(strings = {"RECEIVED", "BUILDING", "PLACED", "STARTING", "HEALTHY"})
    void before_the_switch_the_old_version_stays(String stage) {
        var project = "at-" + stage.toLowerCase(java.util.Locale.ROOT);
        var broken = redeployKilledAt(stage, project);

        assertThat(broken.exit()).isNotZero();
        assertThat(broken.stdout()).isEmpty();
        assertThat(broken.stderr()).contains("error: ", "→ ");
        assertThat(page(project)).isEqualTo("old");
        assertThat(product.api().newest(project).get("stage").asString()).isEqualTo("interrupted");
        assertThat(log(project)).contains("the platform ended while the deploy was at");
        assertThat(product.page(product.deploy(changed(project)))).isEqualTo("new");
    }

    @Test
    void after_the_switch_the_new_version_is_live() {
        redeployKilledAt("SWITCHED", "switched");

        assertThat(page("switched")).isEqualTo("new");
        assertThat(product.api().newest("switched").get("stage").asString()).isEqualTo("ready");
        assertThat(log("switched")).contains("the platform ended after the switch");
    }

    /// Deploys twice; the platform dies at that stage of the second time, and is started again.
    private static Product.Result redeployKilledAt(String stage, String project) {
        product.deploy(Servers.saying(project, "old"));
        product.kill();
        var flags = "-ea:dev.freehold.server... -Dfreehold.failpoint=" + stage;
        product.with(Map.of("JAVA_TOOL_OPTIONS", flags)).start();
        var result = product.deploying(changed(project));
        product.start();
        return result;
    }

    private static java.nio.file.Path changed(String project) {
        return Servers.saying(project, "new");
    }

    private static String page(String project) {
        return product.page(product.announcement().url(project));
    }

    private static String log(String project) {
        var id = product.api().newest(project).get("id").asString();
        return product.api().read("/deployments/" + id + "/log").body();
    }
}
