package dev.freehold.run.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.ServiceName;
import dev.freehold.run.ProviderException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// How often a worker is started that never stays alive.
class WorkerSupervisorTest {
    private static final WorkerSupervisor.Crew CREW =
            new WorkerSupervisor.Crew(new DeploymentId("shop01"), ServiceName.WEB);
    private static final Duration A_MOMENT = Duration.ofMillis(200);

    private final HandTimer timer = new HandTimer();
    private int starts;

    @Test
    void one_that_never_gets_healthy_is_started_some_sixty_times_in_an_hour() {
        var supervisor = new WorkerSupervisor(this::fail, timer);

        supervisor.lost(CREW, A_MOMENT);
        timer.pass(Duration.ofHours(1));

        assertThat(starts).isBetween(60, 66);
    }

    @Test
    void one_that_dies_as_soon_as_it_is_healthy_is_started_no_more_often() {
        var supervisors = new ArrayDeque<WorkerSupervisor>();
        supervisors.add(
                new WorkerSupervisor(
                        crew -> {
                            starts++;
                            supervisors.element().lost(crew, A_MOMENT);
                        },
                        timer));

        supervisors.element().lost(CREW, A_MOMENT);
        timer.pass(Duration.ofHours(1));

        assertThat(starts).isBetween(60, 66);
    }

    @Test
    void one_that_lived_for_a_minute_is_back_after_a_second() {
        var supervisor = new WorkerSupervisor(_ -> starts++, timer);
        for (int death = 0; death < 10; death++) {
            supervisor.lost(CREW, A_MOMENT);
        }
        timer.pass(Duration.ofHours(1));
        starts = 0;

        supervisor.lost(CREW, Duration.ofMinutes(1));
        timer.pass(Duration.ofSeconds(1));

        assertThat(starts).isOne();
    }

    private void fail(WorkerSupervisor.Crew crew) {
        starts++;
        throw ProviderException.invalid(crew.service() + " exited with status 1", "mend it");
    }

    /// Time passes when the test says so.
    private static final class HandTimer implements WorkerSupervisor.Timer {
        private final Deque<Task> tasks = new ArrayDeque<>();
        private Duration now = Duration.ZERO;

        private record Task(Duration at, Runnable work) {}

        @Override
        public Future<?> after(Duration pause, Runnable work) {
            tasks.add(new Task(now.plus(pause), work));
            return new CompletableFuture<Void>();
        }

        void pass(Duration time) {
            var end = now.plus(time);
            for (var next = first(end); next != null; next = first(end)) {
                tasks.remove(next);
                now = next.at();
                next.work().run();
            }
            now = end;
        }

        private @org.jspecify.annotations.Nullable Task first(Duration until) {
            return tasks.stream()
                    .filter(task -> task.at().compareTo(until) <= 0)
                    .min(java.util.Comparator.comparing(Task::at))
                    .orElse(null);
        }

        @Override
        public void close() {}

        @Override
        public boolean isClosed() {
            return false;
        }
    }
}
