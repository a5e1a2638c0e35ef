package dev.freehold.watch;

import dev.freehold.deploy.Means;
import dev.freehold.deploy.Removals;
import dev.freehold.journal.NewChange;
import dev.freehold.journal.Reversibility;
import dev.freehold.journal.States;
import dev.freehold.model.ByteSize;
import dev.freehold.model.Digest;
import dev.freehold.model.Snapshot;
import dev.freehold.model.TeamId;
import dev.freehold.store.BlobFolder;
import dev.freehold.store.Deployment;
import dev.freehold.store.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Mark, grace, sweep: content that no deployment names, and that nobody sent or asked for within the
/// grace, is deleted.
///
/// What keeps it from deleting too much:
/// - what the nodes were told last, the assets of earlier outputs included, is marked;
/// - what a live deployment, one under way, one in the trash or a reusable output names, is marked;
/// - whoever is told "that is here" has an hour to rely on it, since the answer renews the file's time;
/// - between looking that all files are here and writing the deployment down, nothing is swept ([Gate]);
/// - marks are made again for what was written down since, before anything is deleted.
final class Collection {
    private static final String ACTOR = "freehold";

    private final Means means;
    private final Rules rules;
    private final Supplier<Snapshot> current;

    Collection(Means means, Rules rules, Supplier<Snapshot> current) {
        this.means = means;
        this.rules = rules;
        this.current = current;
    }

    record Swept(int blobs, long bytes) {
        static final Swept NOTHING = new Swept(0, 0);
    }

    /// Does nothing where somebody relies on content right now, or a node shows something else than what is
    /// known here; there is a next time.
    Swept collect() {
        if (!means.nodes().revision().equals(Optional.of(current.get().revision()))) {
            return Swept.NOTHING;
        }
        forgetOldOutputs();
        var marks = new Marks(means.blobs());
        mark(marks);
        var unnamed = unnamed(marks);
        var swept = new Swept[] {Swept.NOTHING};
        means.gate()
                .trySweep(() -> {
                    mark(marks);
                    swept[0] = sweep(marks, unnamed);
                    means.provider().collectTrees(marks.trees());
                });
        return swept[0];
    }

    /// One change for the whole round, where there was anything.
    void journal(Report report) {
        if (!report.isEmpty()) {
            means.database()
                    .write(TeamId.OWNER, tables -> means.journal().append(tables, entry(report)));
        }
    }

    private void forgetOldOutputs() {
        var before = means.clock().instant().minus(rules.outputs());
        for (var team : means.database().readAll(all -> all.teams())) {
            means.database()
                    .write(
                            team,
                            tables -> {
                                tables.builtOutputs().forgetBefore(before);
                                return team;
                            });
        }
    }

    private void mark(Marks marks) {
        for (var deployment : means.database().readAll(all -> all.deployments())) {
            if (isNeeded(deployment)) {
                deployment.source().ifPresent(marks::source);
                deployment.output().ifPresent(marks::output);
            }
        }
        means.database()
                .readAll(all -> all.builtOutputs())
                .forEach(output -> marks.output(Digest.parse(output)));
        for (var site : current.get().sites().values()) {
            marks.output(site.output());
            site.earlier().forEach(marks::output);
        }
    }

    private boolean isNeeded(Deployment deployment) {
        return switch (deployment.stage()) {
            case FAILED, CANCELLED, INTERRUPTED, EXPIRED -> false;
            case REMOVED -> isInTrash(deployment);
            case RECEIVED, BUILDING, PLACED, STARTING, HEALTHY, SWITCHED, READY -> true;
        };
    }

    private boolean isInTrash(Deployment deployment) {
        var since = means.clock().instant().minus(Removals.KEPT);
        return deployment.stage() == Stage.REMOVED
                && means
                        .database()
                        .read(deployment.team(), tables -> tables.aliases().to(deployment.id()))
                        .stream()
                        .anyMatch(alias -> alias.gone().filter(since::isBefore).isPresent());
    }

    private List<BlobFolder.Held> unnamed(Marks marks) {
        Instant before = means.clock().instant().minus(rules.grace());
        return means.blobs().untouchedSince(before).stream()
                .filter(held -> !marks.names(held.digest()))
                .toList();
    }

    private Swept sweep(Marks marks, List<BlobFolder.Held> unnamed) {
        Instant before = means.clock().instant().minus(rules.grace());
        var doomed =
                unnamed.stream()
                        .filter(held -> !marks.names(held.digest()))
                        .filter(held -> means.blobs().isUntouchedSince(held.digest(), before))
                        .toList();
        means.database()
                .writeAll(all -> {
                    all.forgetBlobs(doomed.stream().map(held -> held.digest().hex()).toList());
                    return doomed;
                });
        var gone =
                doomed.stream()
                        .filter(held -> means.blobs().deleteIfUntouchedSince(held.digest(), before))
                        .toList();
        return new Swept(gone.size(), gone.stream().mapToLong(BlobFolder.Held::size).sum());
    }

    private static NewChange entry(Report report) {
        var sentence =
                "%s kept the house: %d blobs, %d logs, %d expired deployments, %d projects of the trash, %s in all"
                        .formatted(
                                ACTOR,
                                report.blobs(),
                                report.logs(),
                                report.expired(),
                                report.emptied(),
                                new ByteSize(report.bytes()));
        return new NewChange(
                ACTOR,
                Optional.empty(),
                sentence,
                Reversibility.IRREVERSIBLE,
                States.NONE,
                States.NONE,
                Optional.empty());
    }
}
