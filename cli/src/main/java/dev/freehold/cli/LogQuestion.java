package dev.freehold.cli;

import dev.freehold.cli.api.Api;
import dev.freehold.cli.usage.Arguments;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/// What of the logs is asked for, as the query of the API's address.
record LogQuestion(Arguments arguments) {
    private static final String LINES = "200";
    private static final String MOST_LINES = "10000";
    private static final List<String> WORDS =
            List.of("service", "instance", "request", "level", "grep");

    String query() {
        var query = new StringBuilder("?lines=" + lines());
        for (var word : WORDS) {
            arguments.find("--" + word).ifPresent(said -> add(query, word, said));
        }
        for (var word : List.of("since", "until")) {
            arguments.find("--" + word).ifPresent(said -> add(query, word, time(said)));
        }
        if (arguments.has("--requests")) {
            add(query, "requests", "true");
        }
        return query.append("&follow=").append(arguments.has("--follow")).toString();
    }

    private static void add(StringBuilder query, String name, String value) {
        query.append('&').append(name).append('=').append(Api.encoded(value));
    }

    /// All since a time, where nobody says how many.
    private String lines() {
        var usual = arguments.has("--since") ? MOST_LINES : LINES;
        var lines = arguments.find("--lines").orElse(usual);
        if (!lines.matches("[0-9]{1,6}")) {
            throw arguments.wrong("\"" + lines + "\" is no count of lines");
        }
        return lines;
    }

    /// Where no zone is named it is that of whoever asks, and without a day it is today.
    private String time(String said) {
        if (said.matches("[0-9]+[smhd]") || said.matches(".*(Z|[+-][0-9]{2}:[0-9]{2})")) {
            return said.replace(' ', 'T');
        }
        try {
            var local =
                    said.contains(":") && !said.contains("-")
                            ? LocalTime.parse(said).atDate(LocalDate.now(ZoneId.systemDefault()))
                            : LocalDateTime.parse(said.replace(' ', 'T'));
            return local.atZone(ZoneId.systemDefault()).toOffsetDateTime().toString();
        } catch (DateTimeException e) {
            throw arguments.wrong(
                    "\"" + said + "\" is no time: 90s, 10m, 2h, 3d, 14:30 or \"2026-01-31 14:30\"");
        }
    }
}
