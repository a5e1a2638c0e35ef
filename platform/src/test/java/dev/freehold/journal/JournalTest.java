package dev.freehold.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.model.HostName;
import dev.freehold.model.ProjectName;
import dev.freehold.model.TeamId;
import dev.freehold.store.Database;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalTest {
    private static final ProjectName SHOP = new ProjectName("shop");

    @TempDir Path folder;
    private final Journal journal = new Journal(Clock.systemUTC());
    private Database database;

    @BeforeEach
    void open() {
        database = Database.open(folder.resolve("freehold.db"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void entries_are_chained_and_read_back_as_they_were_written() {
        var change = append("anna", "pointed www to it");
        append("bert", "pointed it elsewhere");

        assertThat(read(change.id())).isEqualTo(change);
        assertThat(firstBroken()).isEmpty();
    }

    @Test
    void a_sentence_that_somebody_changed_by_hand_is_found() throws SQLException {
        append("anna", "one");
        append("anna", "two");
        append("anna", "three");

        byHand("UPDATE changes SET sentence = 'anna did nothing' WHERE number = 2");

        assertThat(firstBroken()).contains(2L);
    }

    @Test
    void an_entry_that_somebody_took_out_is_found() throws SQLException {
        append("anna", "one");
        append("anna", "two");
        append("anna", "three");

        byHand("DELETE FROM changes WHERE number = 2");

        assertThat(firstBroken()).contains(3L);
    }

    @Test
    void a_change_whose_short_id_is_taken_gets_a_longer_one() throws SQLException {
        var still = new Journal(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
        var first = append(still, "anna", "one");
        byHand("UPDATE changes SET number = 0, digest = '" + "0".repeat(64) + "'");

        var second = append(still, "anna", "one");

        assertThat(second.digest()).isEqualTo(first.digest());
        assertThat(second.id()).hasSize(16).startsWith(first.id());
    }

    private Change append(String actor, String what) {
        return append(journal, actor, what);
    }

    private Change append(Journal journal, String actor, String what) {
        var subject = new Subject.Name(new HostName("www.shop.example"));
        return database.write(
                TeamId.OWNER,
                tables ->
                        journal.append(
                                tables,
                                NewChange.by(
                                        actor,
                                        SHOP,
                                        what,
                                        States.of(subject, Optional.empty()),
                                        States.of(subject, Optional.of("abc123 PINNED")))));
    }

    private Change read(String id) {
        return database.read(TeamId.OWNER, tables -> journal.change(tables, id));
    }

    private Optional<Long> firstBroken() {
        return database.read(TeamId.OWNER, journal::firstBroken);
    }

    private void byHand(String statement) throws SQLException {
        try (var connection =
                        DriverManager.getConnection(
                                "jdbc:sqlite:" + folder.resolve("freehold.db"));
                var hand = connection.createStatement()) {
            hand.execute(statement);
        }
    }
}
