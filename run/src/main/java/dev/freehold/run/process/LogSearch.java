package dev.freehold.run.process;

import dev.freehold.run.LogPage;
import dev.freehold.run.LogQuery;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Looks through one source, forward, for the last lines that pass a filter: from the time that is asked
/// for, or from the begin of what is kept; only in the last megabyte where every line passes.
final class LogSearch {
    private static final long TAIL = 1 << 20;

    private final LogSource source;
    private final LogQuery query;
    private final Deque<LogPage.Line> found = new ArrayDeque<>();
    private long next;
    private long read;

    LogSearch(LogSource source, LogQuery query) {
        this.source = source;
        this.query = query;
    }

    /// Where more would have to be read, it begins later, and says so.
    LogSearch within(long most) {
        long begin = source.begin();
        long end = source.end();
        long wanted = Math.max(begin, wanted(end));
        long from = Math.max(wanted, end - most);
        walk(from, begin, end);
        if (from > wanted) {
            sayThatThereIsMore(most);
        }
        return this;
    }

    List<LogPage.Line> found() {
        return List.copyOf(found);
    }

    long next() {
        return next;
    }

    long read() {
        return read;
    }

    private long wanted(long end) {
        if (query.filter().isNarrow()) {
            return query.filter().since().map(source::placeOf).orElse(0L);
        }
        return end - TAIL;
    }

    /// From the byte before, so that half a line, or the end of the line before, is what is left out.
    private void walk(long from, long begin, long end) {
        boolean amid = from > begin;
        next = amid ? from - 1 : from;
        long place;
        do {
            place = next;
            var part = source.after(place);
            part.lines().stream().skip(amid ? 1 : 0).forEach(this::keep);
            amid = false;
            next = part.next();
            read += next - place;
        } while (next > place && next < end);
    }

    private void keep(LogPage.Line line) {
        if (query.filter().passes(line)) {
            found.addLast(line);
            if (found.size() > query.lines()) {
                found.removeFirst();
            }
        }
    }

    private void sayThatThereIsMore(long most) {
        var like = Optional.ofNullable(found.peekFirst());
        like.ifPresent(line -> found.addFirst(note(line, most)));
    }

    private static LogPage.Line note(LogPage.Line like, long most) {
        return new LogPage.Line(
                like.deployment(),
                like.service(),
                like.instance(),
                like.time().minusMillis(1),
                like.until(),
                like.level(),
                Optional.empty(),
                Optional.empty(),
                "[only the last " + (most >> 20) + " MB were looked through: narrow it by time]");
    }
}
