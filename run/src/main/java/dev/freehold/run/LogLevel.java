package dev.freehold.run;

import dev.freehold.model.Invalid;
import java.util.Locale;
import java.util.Optional;

/// How grave a log line is, the least first.
public enum LogLevel {
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR,
    FATAL;

    /// As a user names it.
    ///
    /// @throws dev.freehold.model.FreeholdException INVALID for what is none
    public static LogLevel parse(String text) {
        return ofWord(text)
                .orElseThrow(() ->
                        Invalid.because(
                                "\"" + text + "\" is no level",
                                "use trace, debug, info, warn, error or fatal"));
    }

    /// As loggers write it: `WARNING`, `err`, `notice`.
    static Optional<LogLevel> ofWord(String word) {
        return Optional.ofNullable(
                switch (word.toLowerCase(Locale.ROOT)) {
                    case "trace", "verbose", "finest", "finer", "trce", "silly" -> TRACE;
                    case "debug", "fine", "dbug", "config" -> DEBUG;
                    case "info", "information", "notice", "log" -> INFO;
                    case "warn", "warning" -> WARN;
                    case "error", "err", "severe", "fail" -> ERROR;
                    case "fatal", "critical", "crit", "alert", "panic", "emerg", "emergency" ->
                            FATAL;
                    default -> null;
                });
    }

    /// As pino and bunyan write it: 10 to 60.
    static Optional<LogLevel> ofNumber(long number) {
        return number < 10 || number > 69
                ? Optional.empty()
                : Optional.of(values()[(int) (number / 10) - 1]);
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
