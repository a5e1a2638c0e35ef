package dev.freehold.run.process;

import dev.freehold.sandbox.Strikes;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// Says in an app's log which limit it ran into, once each: the app itself may see no more than "resource
/// temporarily unavailable", or a child that is gone. It looks every ten seconds, and when one has ended.
/// Its monitor owns what was told.
final class LimitsWatch {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(10);

    private final Supplier<List<ProcessInstance>> living;
    private final WorkerSupervisor.Timer timer;
    private final Set<Told> told = new HashSet<>();

    private enum Limit {
        MEMORY,
        PROCESSES
    }

    private record Told(String instance, Limit limit) {}

    LimitsWatch(Supplier<List<ProcessInstance>> living, WorkerSupervisor.Timer timer) {
        this.living = living;
        this.timer = timer;
    }

    void begin() {
        if (!timer.isClosed()) {
            timer.after(LOOK_EVERY, this::lookAtAll);
        }
    }

    private void lookAtAll() {
        try {
            living.get().forEach(this::look);
        } finally {
            begin();
        }
    }

    private void look(ProcessInstance instance) {
        var strikes = instance.process().strikes();
        if (strikes.memory() > 0) {
            tell(
                    instance,
                    Limit.MEMORY,
                    "had a process of its own killed: over its memory limit of "
                            + instance.limits().memory());
        }
        tellOfProcesses(instance, strikes);
    }

    /// Of its memory its end speaks, if it was that.
    void lastLook(ProcessInstance instance) {
        tellOfProcesses(instance, instance.process().strikes());
        forget(instance);
    }

    private void tellOfProcesses(ProcessInstance instance, Strikes strikes) {
        if (strikes.processes() > 0) {
            tell(
                    instance,
                    Limit.PROCESSES,
                    "was refused another process or thread: it has its limit of "
                            + instance.limits().processes());
        }
    }

    private void tell(ProcessInstance instance, Limit limit, String sentence) {
        if (isNews(new Told(instance.id(), limit))) {
            instance.folder().remark(sentence);
        }
    }

    private synchronized boolean isNews(Told news) {
        return told.add(news);
    }

    private synchronized void forget(ProcessInstance instance) {
        told.removeIf(known -> known.instance().equals(instance.id()));
    }
}
