package dev.freehold.deploy;

import dev.freehold.journal.Journal;
import dev.freehold.journal.NewChange;
import dev.freehold.journal.Reversibility;
import dev.freehold.journal.States;
import dev.freehold.journal.Subject;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.ProjectName;
import dev.freehold.store.Tables;
import java.time.Clock;
import java.util.Optional;

/// Projects come into being with their first deploy or variable.
final class ProjectBook {
    static final String THERE = "there";
    static final String TRASH = "trash";

    private final Journal journal;
    private final Clock clock;

    ProjectBook(Journal journal, Clock clock) {
        this.journal = journal;
        this.clock = clock;
    }

    /// Makes the project, where it is not there yet.
    ///
    /// @throws FreeholdException CONFLICT where it lies in the trash, or another team has the name
    void ensure(Tables tables, ProjectName name, String actor) {
        var known = tables.projects().find(name);
        if (known.isEmpty()) {
            create(tables, name, actor);
        } else if (known.get().isTrashed()) {
            throw new FreeholdException(
                    ErrorCode.CONFLICT,
                    "project \"" + name + "\" lies in the trash",
                    "take it out with \"freehold undo --project "
                            + name
                            + "\", or choose another name");
        }
    }

    private void create(Tables tables, ProjectName name, String actor) {
        tables.projects().add(name, clock.instant());
        var subject = new Subject.WholeProject(name);
        journal.append(
                tables,
                NewChange.by(
                                actor,
                                name,
                                "created project \"" + name + "\"",
                                States.of(subject, Optional.empty()),
                                States.of(subject, Optional.of(THERE)))
                        .being(Reversibility.COMPENSABLE));
    }
}
