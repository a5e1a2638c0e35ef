package dev.freehold.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.ProjectName;
import dev.freehold.model.TeamId;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Another program holds the database's file.
final class LockedFileTest {
    @TempDir Path folder;

    @Test
    void many_who_wait_for_a_locked_database_are_all_told_soon_and_served_when_it_is_free()
            throws Exception {
        var file = folder.resolve("freehold.db");
        try (var database = Database.open(file);
                var other = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            other.setAutoCommit(false);
            try (var statement = other.createStatement()) {
                statement.execute("UPDATE platform SET value = value");
            }

            for (var refusal : tryTenTimes(database)) {
                assertThat(refusal.get(8, TimeUnit.SECONDS)).contains(ErrorCode.UNAVAILABLE);
            }

            other.rollback();
            assertThat(add(database, "shop")).isEmpty();
        }
    }

    private static List<FutureTask<Optional<ErrorCode>>> tryTenTimes(Database database) {
        var tries = new ArrayList<FutureTask<Optional<ErrorCode>>>();
        for (int i = 0; i < 10; i++) {
            var name = "shop-" + i;
            var task = new FutureTask<>(() -> add(database, name));
            Thread.ofVirtual().start(task);
            tries.add(task);
        }
        return tries;
    }

    private static Optional<ErrorCode> add(Database database, String name) {
        try {
            database.write(
                    TeamId.OWNER,
                    tables -> {
                        tables.projects().add(new ProjectName(name), Instant.EPOCH);
                        return name;
                    });
            return Optional.empty();
        } catch (FreeholdException e) {
            return Optional.of(e.code());
        }
    }
}
