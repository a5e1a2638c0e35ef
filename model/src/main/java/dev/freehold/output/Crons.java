package dev.freehold.output;

import dev.freehold.model.Invalid;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.core.JacksonException;

/// Vercel's crons, `[{"path": "/api/daily", "schedule": "0 5 * * *"}]` as they stand in `vercel.json` and in
/// `config.json` of the Build Output API (https://vercel.com/docs/cron-jobs): by UTC, without names.
public final class Crons {
    private static final int LONGEST_NAME = 30;

    private Crons() {}

    /// Those of a JSON file with a list named `crons`; named after their paths.
    ///
    /// @throws dev.freehold.model.FreeholdException INVALID, naming the place
    public static List<Schedule> read(byte[] json, String file) {
        try {
            return of(BuildOutputConfig.parse(json, file).child("crons"));
        } catch (JacksonException e) {
            throw Invalid.because(file + " is no JSON: " + e.getOriginalMessage(), "correct it");
        }
    }

    static List<Schedule> of(JsonPlace list) {
        var schedules = new ArrayList<Schedule>();
        var taken = new HashSet<String>();
        for (var cron : list.elements()) {
            cron.checkObject();
            var path = cron.child("path").text();
            schedules.add(
                    new Schedule(
                            name(path, taken),
                            cron.child("schedule").text(),
                            Schedule.USUAL_ZONE,
                            new Schedule.Task.Visit(path),
                            Schedule.USUAL_LIMIT));
        }
        return schedules;
    }

    /// `/api/cron/daily` → `api-cron-daily`; a second one of that name gets `-2`.
    private static String name(String path, Set<String> taken) {
        var words = path.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        var plain = trimmed(words.substring(0, Math.min(LONGEST_NAME, words.length())));
        var base = plain.isEmpty() ? "home" : plain;
        var name = base;
        for (int number = 2; !taken.add(name); number++) {
            name = base + "-" + number;
        }
        return name;
    }

    private static String trimmed(String words) {
        return words.replaceAll("^-+|-+$", "");
    }
}
