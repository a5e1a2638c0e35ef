package dev.freehold.run;

import dev.freehold.model.ServiceName;
import java.time.Instant;
import java.util.Optional;

/// Which lines are wanted; what is empty excludes none.
///
/// @param request lines of it, or that hold its id as text
/// @param level that grave, or graver
/// @param text what they hold, letter by letter
/// @param requests whether the edge's lines are wanted too, one for each request; they are where
///     `request` names one
public record LogFilter(
        Optional<ServiceName> service,
        Optional<String> instance,
        Optional<String> request,
        Optional<LogLevel> level,
        Optional<Instant> since,
        Optional<Instant> until,
        Optional<String> text,
        boolean requests) {
    public static final LogFilter ALL =
            new LogFilter(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    false);

    public LogFilter of(ServiceName wanted) {
        return new LogFilter(
                Optional.of(wanted), instance, request, level, since, until, text, requests);
    }

    public boolean wantsRequests() {
        return requests || request.isPresent();
    }

    /// Whether so few lines may pass that the last ones don't show them.
    public boolean isNarrow() {
        return request.isPresent()
                || level.isPresent()
                || since.isPresent()
                || until.isPresent()
                || text.isPresent();
    }

    public boolean passes(LogPage.Line line) {
        return service.map(line.service()::equals).orElse(true)
                && instance.map(line.instance()::equals).orElse(true)
                && level.map(least -> line.level().compareTo(least) >= 0).orElse(true)
                && since.map(from -> !line.time().isBefore(from)).orElse(true)
                && until.map(to -> !line.time().isAfter(to)).orElse(true)
                && text.map(line.text()::contains).orElse(true)
                && request.map(id -> isOf(line, id)).orElse(true);
    }

    private static boolean isOf(LogPage.Line line, String id) {
        return line.request().map(id::equals).orElse(false) || line.text().contains(id);
    }
}
