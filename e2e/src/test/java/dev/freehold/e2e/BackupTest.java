package dev.freehold.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
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

    /// Two tables that every transaction fills alike, by an app that never pauses; and a database that was
    /// copied in the midst of a write is damaged.
    @Test
    void the_database_of_an_app_that_goes_on_writing_is_whole_in_the_backup() throws Exception {
        var archive = Folders.fresh("freehold-backup").resolve("busy.freehold");
        try (var product = Product.up(PASSPHRASE)) {
            var url =
                    product.deploy(
                            Folders.app(
                                    "ledger", Map.of("server.js", LEDGER, "freehold.toml", DATA)));
            long before = Long.parseLong(product.page(url));
            product.freehold("backup", archive.toString()).mustSucceed();
            await().until(() -> Long.parseLong(product.page(url)) > before);
        }

        var data = Folders.fresh("freehold-e2e");
        Product.bare(data).with(PASSPHRASE).freehold("restore", archive.toString()).mustSucceed();
        var file = data.resolve("volumes/owner/ledger/data/ledger.db");
        try (var ledger = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            assertThat(answer(ledger, "PRAGMA integrity_check")).isEqualTo("ok");
            assertThat(answer(ledger, "SELECT count(*) FROM debit"))
                    .isEqualTo(answer(ledger, "SELECT count(*) FROM credit"))
                    .isNotEqualTo("0");
        }
    }

    private static final String DATA =
            """
            [[volumes]]
            name = "data"
            path = "/data"
            """;

    private static final String LEDGER =
            """
            const { DatabaseSync } = require('node:sqlite');
            const ledger = new DatabaseSync('/data/ledger.db');
            ledger.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF');
            for (const side of ['debit', 'credit'])
              ledger.exec(`CREATE TABLE IF NOT EXISTS ${side} (n INTEGER PRIMARY KEY, text TEXT)`);
            let n = 0;
            const book = () => {
              ledger.exec('BEGIN');
              for (let i = 0; i < 100; i++, n++) {
                ledger.exec(`INSERT INTO debit VALUES (${n}, hex(randomblob(500)))`);
                ledger.exec(`INSERT INTO credit VALUES (${n}, hex(randomblob(500)))`);
              }
              ledger.exec('COMMIT');
              setImmediate(book);
            };
            require('node:http').createServer((_, response) => response.end(String(n)))
              .listen(process.env.PORT, '0.0.0.0', book);
            """;

    private static String answer(Connection database, String question) throws SQLException {
        try (var statement = database.createStatement();
                var rows = statement.executeQuery(question)) {
            return rows.getString(1);
        }
    }

    private static String epoch(Product product) {
        var revision = product.api().read("/status").json().get("revision").asString();
        return revision.substring(0, revision.indexOf('.'));
    }
}
