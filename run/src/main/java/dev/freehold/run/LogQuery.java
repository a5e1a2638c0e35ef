package dev.freehold.run;

import java.util.Optional;

/// Which log lines: the last `lines` that pass the filter, or those that came after a cursor.
public record LogQuery(LogFilter filter, int lines, Optional<String> after) {
    public static LogQuery last(int lines) {
        return new LogQuery(LogFilter.ALL, lines, Optional.empty());
    }
}
