package dev.freehold.output;

import dev.freehold.model.Invalid;
import java.time.Duration;
import java.time.ZoneId;

/// Something that is done by the clock while the deployment is production.
///
/// @param name of `a-z0-9-`; the same name is the same schedule in the next deployment
/// @param cron five fields, or `@daily` and its like, as they were written
/// @param zone whose clock the expression is read by
/// @param limit how long a run may take
public record Schedule(String name, String cron, ZoneId zone, Task task, Duration limit) {
    public static final ZoneId USUAL_ZONE = ZoneId.of("UTC");
    public static final Duration USUAL_LIMIT = Duration.ofMinutes(5);
    public static final Duration LONGEST = Duration.ofHours(24);

    /// So many a project may have, as at Vercel.
    public static final int MOST = 100;

    /// What is done.
    public sealed interface Task {
        /// A GET of a path, at the deployment's own name, as Vercel's crons do.
        record Visit(String path) implements Task {
            public Visit {
                if (!path.matches("/[!-\"$-~]{0,511}")) {
                    throw Invalid.because(
                            "\"" + path + "\" is no path to ask for",
                            "begin with \"/\", and write other letters as %-codes; at most 512");
                }
            }
        }

        /// A command, run to its end beside the services.
        record Run(Command command) implements Task {}

        default String shown() {
            return switch (this) {
                case Visit visit -> "GET " + visit.path();
                case Run run -> run.command().shown();
            };
        }
    }

    public Schedule {
        if (!name.matches("[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?")) {
            throw Invalid.because(
                    "\"" + name + "\" can't be a schedule's name",
                    "use a-z, 0-9 and \"-\", at most 40, for example \"nightly\"");
        }
        if (limit.compareTo(Duration.ofSeconds(1)) < 0 || limit.compareTo(LONGEST) > 0) {
            throw Invalid.because(
                    "schedule \"" + name + "\" can't take " + shown(limit),
                    "use 1s to " + LONGEST.toHours() + "h");
        }
    }

    public Schedule named(String other) {
        return new Schedule(other, cron, zone, task, limit);
    }

    /// `0 3 * * * Europe/Berlin`.
    public String times() {
        return cron + " " + zone;
    }

    /// `nightly: 0 3 * * * Europe/Berlin → GET /cron`.
    public String told() {
        return name + ": " + times() + " → " + task.shown();
    }

    /// As `freehold.toml` writes it: `90s`, `5m`, `2h`.
    public static String shown(Duration time) {
        if (time.toSecondsPart() != 0 || time.isZero()) {
            return time.toSeconds() + "s";
        }
        return time.toMinutesPart() != 0 ? time.toMinutes() + "m" : time.toHours() + "h";
    }
}
