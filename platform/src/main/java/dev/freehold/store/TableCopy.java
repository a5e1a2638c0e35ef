package dev.freehold.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;

/// Copies all rows from one database to another, whatever keeps them: the tables are the same.
final class TableCopy {
    /// Each after those that it refers to.
    private static final List<String> TABLES =
            List.of(
                    "platform",
                    "tokens",
                    "projects",
                    "deployments",
                    "aliases",
                    "canaries",
                    "variables",
                    "scales",
                    "team_blobs",
                    "built_outputs",
                    "changes",
                    "gone_names",
                    "schedule_runs",
                    "schedule_marks",
                    "domains",
                    "certificates",
                    "certificate_turns",
                    "acme_accounts");

    private static final int ROWS_AT_ONCE = 1_000;

    private TableCopy() {}

    /// @param to with the tables of this version, and nothing but what a new database holds
    static void all(Handle from, Handle to) {
        to.execute("DELETE FROM platform");
        for (var table : TABLES) {
            try {
                copy(table, from, to);
            } catch (SQLException e) {
                throw new ConnectionException(e);
            }
        }
    }

    private static void copy(String table, Handle from, Handle to) throws SQLException {
        try (var select = from.getConnection().prepareStatement("SELECT * FROM " + table)) {
            select.setFetchSize(ROWS_AT_ONCE);
            try (var rows = select.executeQuery();
                    var insert = to.getConnection().prepareStatement(insert(table, rows))) {
                copy(rows, insert);
            }
        }
    }

    private static String insert(String table, ResultSet rows) throws SQLException {
        int columns = rows.getMetaData().getColumnCount();
        var names = new ArrayList<String>(columns);
        for (int i = 1; i <= columns; i++) {
            names.add(rows.getMetaData().getColumnName(i));
        }
        return "INSERT INTO %s (%s) VALUES (%s)"
                .formatted(
                        table,
                        String.join(", ", names),
                        String.join(", ", Collections.nCopies(columns, "?")));
    }

    private static void copy(ResultSet rows, PreparedStatement insert) throws SQLException {
        int columns = rows.getMetaData().getColumnCount();
        for (int waiting = 1; rows.next(); waiting++) {
            for (int i = 1; i <= columns; i++) {
                insert.setObject(i, rows.getObject(i));
            }
            insert.addBatch();
            if (waiting % ROWS_AT_ONCE == 0) {
                insert.executeBatch();
            }
        }
        insert.executeBatch();
    }
}
