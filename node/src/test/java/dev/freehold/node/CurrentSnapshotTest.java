package dev.freehold.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.model.Revision;
import dev.freehold.model.Snapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CurrentSnapshotTest {
    @Test
    void an_older_or_equal_snapshot_is_refused_and_a_restored_epoch_with_a_lower_number_taken() {
        var current = new CurrentSnapshot();

        assertThat(current.apply(at(1, 7))).isTrue();
        assertThat(current.apply(at(1, 7))).isFalse();
        assertThat(current.apply(at(1, 6))).isFalse();
        assertThat(current.apply(at(2, 1))).isTrue();
        assertThat(current.revision()).isEqualTo(new Revision(2, 1));
    }

    @Test
    void whatever_the_order_of_many_appliers_the_newest_wins() {
        var current = new CurrentSnapshot();
        var numbers = new ArrayList<>(LongStream.rangeClosed(1, 2000).boxed().toList());
        Collections.shuffle(numbers, new java.util.Random(42));

        try (var appliers = Executors.newFixedThreadPool(8)) {
            numbers.forEach(number -> appliers.execute(() -> current.apply(at(1, number))));
        }

        assertThat(current.revision()).isEqualTo(new Revision(1, 2000));
    }

    private static Snapshot at(long epoch, long number) {
        return Snapshot.EMPTY.at(new Revision(epoch, number));
    }
}
