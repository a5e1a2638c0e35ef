package dev.freehold.acme;

import dev.freehold.model.NamePattern;
import dev.freehold.store.CertificateTurns.Turn;
import dev.freehold.store.Certificates;
import dev.freehold.store.Database;
import dev.freehold.watch.Check;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Says in time which certificates end soon, and which could not be had.
public record Alerts(Database database, Clock clock) {
    /// A third of 90 days is when renewals begin: what is not renewed by now has failed for two weeks.
    private static final Duration SOON = Duration.ofDays(14);

    public List<Check> checks() {
        return database.readAll(all -> checks(all.certificates(), turns(all.certificateTurns())));
    }

    private static Map<NamePattern, Turn> turns(List<Turn> all) {
        var turns = new HashMap<NamePattern, Turn>();
        all.forEach(turn -> turns.put(turn.name(), turn));
        return turns;
    }

    private List<Check> checks(List<Certificates.Row> rows, Map<NamePattern, Turn> turns) {
        var checks = new ArrayList<Check>();
        for (var row : rows) {
            var turn = turns.remove(row.name());
            if (row.notAfter().isBefore(clock.instant().plus(SOON))) {
                checks.add(ending(row, turn == null ? "" : turn.problem().orElse("")));
            }
        }
        turns.values().stream()
                .filter(turn -> turn.problem().isPresent())
                .map(turn ->
                        Check.missing(
                                named(turn.name()),
                                turn.problem().orElseThrow(),
                                "visitors of it have no TLS"))
                .forEach(checks::add);
        if (checks.isEmpty() && !rows.isEmpty()) {
            checks.add(Check.well("certificates", "none ends within " + SOON.toDays() + " days"));
        }
        return checks;
    }

    private Check ending(Certificates.Row row, String problem) {
        boolean over = row.notAfter().isBefore(clock.instant());
        var days = Duration.between(clock.instant(), row.notAfter()).abs().toDays();
        var when = over ? "ended %d days ago" : "ends in %d days";
        return Check.missing(
                named(row.name()),
                when.formatted(days) + (problem.isEmpty() ? "" : ": " + problem),
                "visitors' browsers refuse the name " + (over ? "now" : "then"));
    }

    private static String named(NamePattern name) {
        return "certificate of " + name;
    }
}
