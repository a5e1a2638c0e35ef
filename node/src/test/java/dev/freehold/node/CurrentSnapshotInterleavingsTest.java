package dev.freehold.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.model.Revision;
import dev.freehold.model.Snapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every order of the steps of the real applier, not of a model of it.
class CurrentSnapshotInterleavingsTest {
    @Test
    void three_appliers_at_once_never_go_back_and_the_newest_stays() {
        int orders = explore(Applier.of(at(1, 1)), Applier.of(at(1, 2)), Applier.of(at(1, 3)));

        assertThat(orders).isGreaterThan(250);
    }

    @Test
    void one_that_slept_between_its_check_and_its_write_changes_nothing_after_five_newer_ones() {
        var newer = IntStream.rangeClosed(2, 6).mapToObj(number -> at(1, number)).toList();

        int orders = explore(Applier.of(at(1, 1)), new Applier(newer));

        assertThat(orders).isGreaterThan(90);
    }

    @Test
    void a_restored_control_plane_with_lower_numbers_in_a_raised_epoch_is_always_heard() {
        int orders = explore(Applier.of(at(1, 7), at(1, 8)), Applier.of(at(2, 1), at(2, 2)));

        assertThat(orders).isGreaterThan(90);
    }

    @Test
    void two_that_sleep_between_check_and_write_change_nothing_after_newer_ones() {
        int orders =
                explore(Applier.of(at(1, 1)), Applier.of(at(1, 2)), Applier.of(at(1, 3), at(1, 4)));

        assertThat(orders).isGreaterThan(1_000);
    }

    private static int explore(Applier... appliers) {
        return Interleavings.explore(stage -> play(stage, List.of(appliers)));
    }

    /// @param snapshots that it applies, one after another
    private record Applier(List<Snapshot> snapshots) {
        static Applier of(Snapshot... snapshots) {
            return new Applier(List.of(snapshots));
        }
    }

    private static Interleavings.Play play(Interleavings.Stage stage, List<Applier> appliers) {
        var cell = new WatchedCell(stage);
        var current = new CurrentSnapshot(cell);
        var taken = Collections.synchronizedList(new ArrayList<Revision>());
        var actors =
                appliers.stream()
                        .<Runnable>map(
                                applier -> () -> applyAll(current, applier.snapshots(), taken))
                        .toList();
        var all =
                appliers.stream().flatMap(one -> one.snapshots().stream()).map(Snapshot::revision);
        return new Interleavings.Play(
                actors, cell::isNeverOlder, () -> theNewestIsInForce(current, taken, all));
    }

    private static void applyAll(
            CurrentSnapshot current, List<Snapshot> snapshots, List<Revision> taken) {
        for (var snapshot : snapshots) {
            if (current.apply(snapshot)) {
                taken.add(snapshot.revision());
            }
        }
    }

    private static void theNewestIsInForce(
            CurrentSnapshot current, List<Revision> taken, Stream<Revision> all) {
        var newest = all.max(Revision::compareTo).orElseThrow();
        assertThat(current.revision()).isEqualTo(newest);
        assertThat(taken).contains(newest).doesNotHaveDuplicates();

        assertThat(current.apply(at(newest.epoch(), newest.number() + 1))).isTrue();
    }

    private static Snapshot at(long epoch, long number) {
        return Snapshot.EMPTY.at(new Revision(epoch, number));
    }

    /// What visitors see is looked at after each step: as they look, without being one of the actors.
    private static final class WatchedCell implements CurrentSnapshot.Cell {
        private final Interleavings.Stage stage;
        private final AtomicReference<Snapshot> current = new AtomicReference<>(Snapshot.EMPTY);
        private Revision seen = Revision.NONE;

        WatchedCell(Interleavings.Stage stage) {
            this.stage = stage;
        }

        @Override
        public Snapshot get() {
            stage.step();
            return current.get();
        }

        @Override
        public boolean compareAndSet(Snapshot expected, Snapshot next) {
            stage.step();
            return current.compareAndSet(expected, next);
        }

        /// The empty table has the oldest revision of all, so it never comes again either.
        void isNeverOlder() {
            var now = current.get().revision();
            assertThat(now).isGreaterThanOrEqualTo(seen);
            seen = now;
        }
    }
}
