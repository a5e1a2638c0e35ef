package dev.freehold.run.process;

import dev.freehold.output.Service;
import dev.freehold.run.InstanceState.Ended;
import dev.freehold.run.process.InstanceFolder.End;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is left to do for an instance that ended, before anybody hears of it: its author is told in its
/// log, its end is written down, and a worker is brought back. Keeps no state of its own.
final class LastRites {
    private static final Logger LOG = LoggerFactory.getLogger(LastRites.class);

    private final Deployments deployments;
    private final LogRetention retention;
    private final WorkerSupervisor workers;
    private final CrashLoops crashes;
    private final LimitsWatch limits;

    LastRites(
            Deployments deployments,
            LogRetention retention,
            WorkerSupervisor workers,
            CrashLoops crashes,
            LimitsWatch limits) {
        this.deployments = deployments;
        this.retention = retention;
        this.workers = workers;
        this.crashes = crashes;
        this.limits = limits;
    }

    void bury(ProcessInstance instance) {
        try {
            if (instance.state() instanceof Ended ended) {
                limits.lastLook(instance);
                tellIfUnexpected(instance, ended);
                instance.folder().write(End.of(ended));
                bringBackIfWorker(instance, ended);
            }
            retention.tidy(instance.deployment());
        } catch (RuntimeException e) {
            LOG.warn("could not write down the end of instance={}", instance.id(), e);
        } finally {
            deployments.find(instance.deployment()).ifPresent(home -> home.forget(instance));
        }
    }

    /// In its own log, where its author looks first.
    private void tellIfUnexpected(ProcessInstance instance, Ended ended) {
        if (!ended.expected()) {
            instance.folder().remark(ended.reason());
            crashes.died(instance, ended.reason())
                    .ifPresent(sentence -> tellOfALoop(instance, sentence));
        }
    }

    private static void tellOfALoop(ProcessInstance instance, String sentence) {
        instance.folder().remark(sentence);
        LOG.warn(
                "crash loop deployment={} service={}: it {}",
                instance.deployment(),
                instance.service(),
                sentence);
    }

    private void bringBackIfWorker(ProcessInstance instance, Ended ended) {
        var worker =
                deployments
                        .find(instance.deployment())
                        .filter(home -> !home.isRetired())
                        .map(home -> home.plan(instance.service()).service().kind())
                        .filter(kind -> kind == Service.Kind.WORKER);
        if (worker.isPresent() && !ended.expected() && instance.wasReady()) {
            var crew = new WorkerSupervisor.Crew(instance.deployment(), instance.service());
            workers.lost(crew, Duration.between(instance.started(), ended.at()));
        }
    }
}
