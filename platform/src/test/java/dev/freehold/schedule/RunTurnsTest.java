package dev.freehold.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.freehold.model.TeamId;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RunTurnsTest {
    private final RunTurns turns = new RunTurns(4);
    private final AtomicInteger mine = new AtomicInteger();
    private final AtomicInteger theirs = new AtomicInteger();

    @Test
    void a_team_with_many_runs_leaves_room_for_the_others() {
        for (int i = 0; i < 10; i++) {
            enter(new TeamId("busy"), mine);
        }
        await().untilAtomic(mine, org.hamcrest.Matchers.is(2));

        enter(new TeamId("other"), theirs);

        await().untilAtomic(theirs, org.hamcrest.Matchers.is(1));
        assertThat(mine).hasValue(2);
        turns.leave(new TeamId("busy"));
        await().untilAtomic(mine, org.hamcrest.Matchers.is(3));
    }

    private void enter(TeamId team, AtomicInteger count) {
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        turns.enter(team);
                        count.incrementAndGet();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
    }
}
