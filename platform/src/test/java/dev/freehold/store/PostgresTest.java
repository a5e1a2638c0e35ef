package dev.freehold.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.ProjectName;
import dev.freehold.model.TeamId;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What only a server across a network can do to the store.
final class PostgresTest {
    private static final ProjectName SHOP = new ProjectName("shop");

    @TempDir Path folder;

    @Test
    void connections_that_broke_are_made_again() {
        var url = PostgresServer.freshDatabase();
        try (var database = Database.open(engine(url))) {
            add(database);
            has(database);

            PostgresServer.cutConnections(url);

            org.awaitility.Awaitility.await()
                    .atMost(java.time.Duration.ofSeconds(20))
                    .ignoreExceptionsInstanceOf(FreeholdException.class)
                    .until(() -> has(database) && newRevision(database) > 0);
        }
    }

    @Test
    void a_second_platform_on_the_same_database_is_refused() {
        var url = PostgresServer.freshDatabase();
        try (var _ = Database.open(engine(url))) {
            assertThatThrownBy(() -> Database.open(engine(url)))
                    .isInstanceOfSatisfying(
                            FreeholdException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT))
                    .hasMessageContaining("another platform uses the database");
        }
    }

    @Test
    void a_server_that_is_not_there_is_told_without_the_password() {
        var nobody = "jdbc:postgresql://127.0.0.1:1/freehold?user=anna&password=top-secret";

        assertThatThrownBy(() -> Database.open(engine(nobody)))
                .isInstanceOfSatisfying(
                        FreeholdException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE))
                .hasMessageContaining("\"127.0.0.1:1/freehold\" can't be used")
                .hasMessageNotContaining("top-secret");
        assertThat(engine(nobody).toString()).doesNotContain("top-secret");
    }

    private Engine engine(String url) {
        return Engine.chosen(url, folder.resolve("no.db"));
    }

    @Test
    void an_address_that_is_none_is_told_without_the_password() {
        var url = "jdbc:postgresql://db:54x2/freehold?user=freehold&password=hunter2";

        assertThatThrownBy(() -> Database.open(engine(url)))
                .isInstanceOfSatisfying(
                        FreeholdException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID))
                .hasMessageNotContaining("hunter2")
                .hasNoCause();
    }

    private static void add(Database database) {
        database.write(
                TeamId.OWNER,
                tables -> {
                    tables.projects().add(SHOP, Instant.EPOCH);
                    return SHOP;
                });
    }

    private static boolean has(Database database) {
        return database.read(TeamId.OWNER, tables -> tables.projects().find(SHOP)).isPresent();
    }

    private static long newRevision(Database database) {
        return database.writeAll(AllTables::nextRevision).number();
    }
}
