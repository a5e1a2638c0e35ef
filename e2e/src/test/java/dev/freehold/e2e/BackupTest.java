package dev.freehold.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/// Everything is in one archive, and comes back from it.
class BackupTest {
    private static final Map<String, String> PASSPHRASE =
            Map.of("FREEHOLD_PASSPHRASE", "correct horse battery staple");

    @Test
    void a_restore_on_an_empty_data_folder_answers_again_with_the_epoch_raised() {
        var archive = Folders.fresh("freehold-backup").resolve("monday.freehold");
        try (var product = Product.up(PASSPHRASE)) {
            product.deploy(Folders.app("site", Map.of("index.html", "hello")));
            product.deploy(
                    Servers.of("app", Servers.handler("response.end(process.env.KEY || '')")));
            product.typing("secret value", "env", "add", "KEY", "--project", "app").mustSucceed();
            product.deploy(Servers.of("app", Servers.handler("response.end(process.env.KEY)")));
            product.freehold("backup", archive.toString()).mustSucceed();
            assertThat(epoch(product)).isEqualTo("1");
        }

        var data = Folders.fresh("freehold-e2e");
        Product.bare(data).with(PASSPHRASE).freehold("restore", archive.toString()).mustSucceed();
        try (var product = Product.on(data, PASSPHRASE).start()) {
            assertThat(epoch(product)).isEqualTo("2");
            assertThat(product.page(product.announcement().url("site"))).isEqualTo("hello");
            assertThat(product.page(product.announcement().url("app"))).isEqualTo("secret value");
        }
    }

    private static String epoch(Product product) {
        var revision = product.api().read("/status").json().get("revision").asString();
        return revision.substring(0, revision.indexOf('.'));
    }
}
