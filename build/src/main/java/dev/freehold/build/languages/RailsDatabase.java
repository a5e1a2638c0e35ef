package dev.freehold.build.languages;

import dev.freehold.build.Source;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where a Rails app keeps its data, as far as its `config/database.yml` tells.
///
/// @param text of that file
record RailsDatabase(Source source, String text) {
    /// A server, or a file at a place that a variable names. That of the size of its pool says nothing.
    private static final Pattern ELSEWHERE =
            Pattern.compile(
                    "(?m)^\\s*adapter:\\s*[\"']?(postgresql|postgis|mysql2?|trilogy|sqlserver|oracle)"
                            + "|DATABASE_URL|^\\s*(url|host|database|username):.*\\bENV\\b");

    static Optional<RailsDatabase> of(Source source) {
        return source.text("config/database.yml").map(text -> new RailsDatabase(source, text));
    }

    boolean isWritable() {
        return !source.configuration().volumes().isEmpty() || ELSEWHERE.matcher(text).find();
    }

    String reason() {
        return isWritable()
                ? "a database is configured: migrations run before the switch"
                : "the database is a file of the project, which can't be written when it runs: put it on a volume"
                        + " ([[volumes]] in freehold.toml), or name one in config/database.yml by DATABASE_URL";
    }
}
