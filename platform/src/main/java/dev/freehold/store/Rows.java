package dev.freehold.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Columns that may be empty, as optional words.
final class Rows {
    private Rows() {}

    static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    static <T> Optional<T> text(ResultSet row, String column, Function<String, T> form)
            throws SQLException {
        return Optional.ofNullable(row.getString(column)).map(form);
    }

    static @Nullable Long millis(Optional<Instant> time) {
        return time.map(Instant::toEpochMilli).orElse(null);
    }

    static @Nullable String text(Optional<?> value) {
        return value.map(Object::toString).orElse(null);
    }
}
