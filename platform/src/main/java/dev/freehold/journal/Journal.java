package dev.freehold.journal;

import dev.freehold.model.Digest;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.ProjectName;
import dev.freehold.store.ChangeRow;
import dev.freehold.store.Tables;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Appends changes in the transactions that make them, and reads them back. Each entry's digest covers
/// the entry before it, from the first. Safe for concurrent use.
public final class Journal {
    private static final String BEGINNING = "0".repeat(64);
    private static final int ID_LENGTH = 8;
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8,64}");

    private final Clock clock;

    public Journal(Clock clock) {
        this.clock = clock;
    }

    public Change append(Tables tables, NewChange change) {
        var last = tables.changes().last();
        var row =
                row(
                        last.map(ChangeRow::number).orElse(0L) + 1,
                        last.map(ChangeRow::digest).orElse(BEGINNING),
                        change);
        var named = sealed(row, row.digest(), freeId(tables, row.digest()));
        tables.changes().add(named);
        return change(named, change.before(), change.after());
    }

    /// The beginning of its digest: short to type, and longer where another change has that already.
    private static String freeId(Tables tables, String digest) {
        int length = ID_LENGTH;
        while (tables.changes().isTaken(digest.substring(0, length))) {
            length += ID_LENGTH;
        }
        return digest.substring(0, length);
    }

    /// @throws FreeholdException NOT_FOUND
    public Change change(Tables tables, String id) {
        return Optional.of(id)
                .filter(text -> ID.matcher(text).matches())
                .flatMap(tables.changes()::find)
                .map(Journal::change)
                .orElseThrow(() ->
                        new FreeholdException(
                                ErrorCode.NOT_FOUND,
                                "there is no change \"" + id + "\"",
                                "see \"freehold history\""));
    }

    /// Newest first.
    public List<Change> newest(Tables tables, int most) {
        return tables.changes().newest(most).stream().map(Journal::change).toList();
    }

    public List<Change> newest(Tables tables, ProjectName project, int most) {
        return tables.changes().newest(project, most).stream().map(Journal::change).toList();
    }

    /// The first entry that is not what was written, where there is one.
    public Optional<Long> firstBroken(Tables tables) {
        return tables.changes().chain(Journal::firstBroken);
    }

    private static Optional<Long> firstBroken(Iterator<ChangeRow> chain) {
        var previous = BEGINNING;
        while (chain.hasNext()) {
            var row = chain.next();
            if (!row.previous().equals(previous) || !row.digest().equals(digest(row))) {
                return Optional.of(row.number());
            }
            previous = row.digest();
        }
        return Optional.empty();
    }

    private ChangeRow row(long number, String previous, NewChange change) {
        var unsealed =
                new ChangeRow(
                        number,
                        "",
                        clock.instant().truncatedTo(ChronoUnit.MILLIS),
                        change.actor(),
                        change.project().map(ProjectName::value),
                        change.sentence(),
                        change.reversibility().name(),
                        change.before().json(),
                        change.after().json(),
                        change.undoes(),
                        previous,
                        "");
        return sealed(unsealed, digest(unsealed), "");
    }

    private static ChangeRow sealed(ChangeRow row, String digest, String id) {
        return new ChangeRow(
                row.number(),
                id,
                row.time(),
                row.actor(),
                row.project(),
                row.sentence(),
                row.reversibility(),
                row.before(),
                row.after(),
                row.undoes(),
                row.previous(),
                digest);
    }

    /// Every member but the id and the digest, each with its length, so that none can borrow from the
    /// next.
    private static String digest(ChangeRow row) {
        var text = new StringBuilder();
        for (var member :
                List.of(
                        String.valueOf(row.number()),
                        String.valueOf(row.time().toEpochMilli()),
                        row.actor(),
                        row.project().orElse(""),
                        row.sentence(),
                        row.reversibility(),
                        row.before(),
                        row.after(),
                        row.undoes().orElse(""),
                        row.previous())) {
            text.append(member.length()).append(':').append(member);
        }
        return Digest.sha256(text.toString().getBytes(StandardCharsets.UTF_8)).hex();
    }

    private static Change change(ChangeRow row) {
        return change(row, States.parse(row.before()), States.parse(row.after()));
    }

    private static Change change(ChangeRow row, States before, States after) {
        return new Change(
                row.number(),
                row.id(),
                row.time(),
                row.actor(),
                row.project().map(ProjectName::new),
                row.sentence(),
                Reversibility.valueOf(row.reversibility()),
                before,
                after,
                row.undoes(),
                row.digest());
    }
}
