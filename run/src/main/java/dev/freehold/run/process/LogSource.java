package dev.freehold.run.process;

import dev.freehold.run.LogPage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One file of log lines that is read by place: an instance's, or that of a deployment's requests.
interface LogSource {
    /// Lines, and the place where the next ones begin.
    record Part(List<LogPage.Line> lines, long next) {}

    /// Under which a cursor names it.
    String name();

    /// What follows a place, a megabyte or two at most; ends where `next` is the place again.
    Part after(long place);

    long begin();

    long end();

    /// From where on everything is of that time or later.
    long placeOf(Instant since);

    /// When its last line was written, where no more will come.
    Optional<Instant> ended();
}
