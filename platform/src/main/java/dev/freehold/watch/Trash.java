package dev.freehold.watch;

import dev.freehold.deploy.Means;
import dev.freehold.journal.NewChange;
import dev.freehold.journal.Reversibility;
import dev.freehold.journal.States;
import dev.freehold.journal.Subject;
import dev.freehold.model.TeamId;
import dev.freehold.store.Project;
import java.util.Optional;

/// Empties the trash of what has lain there until its date. Volumes stay on the disk: no clean-up
/// deletes data.
final class Trash {
    private final Means means;

    Trash(Means means) {
        this.means = means;
    }

    /// Returns how many projects it let go.
    int empty() {
        int emptied = 0;
        for (TeamId team : means.database().readAll(all -> all.teams())) {
            emptied += empty(team);
        }
        return emptied;
    }

    private int empty(TeamId team) {
        var now = means.clock().instant();
        return means.database()
                .write(
                        team,
                        tables -> {
                            var due =
                                    tables.projects().trash().stream()
                                            .filter(project ->
                                                    project.trashedUntil()
                                                            .filter(now::isAfter)
                                                            .isPresent())
                                            .toList();
                            for (var project : due) {
                                tables.projects().remove(project.name());
                                means.journal().append(tables, entry(project));
                            }
                            return due.size();
                        });
    }

    private static NewChange entry(Project project) {
        return new NewChange(
                "freehold",
                Optional.of(project.name()),
                "freehold removed project \"" + project.name() + "\" from the trash for good",
                Reversibility.IRREVERSIBLE,
                States.NONE,
                States.of(new Subject.WholeProject(project.name()), Optional.empty()),
                Optional.empty());
    }
}
