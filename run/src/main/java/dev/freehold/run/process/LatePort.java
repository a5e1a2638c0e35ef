package dev.freehold.run.process;

import java.time.Duration;
import java.util.Optional;

/// Watches an app that has settled elsewhere than on its `PORT`, for some minutes: where that opens after
/// all, requests go there from then on, and its next start is waited for.
final class LatePort {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LAST_PAUSE = Duration.ofMinutes(1);

    private final Deployed deployed;
    private final ProcessInstance instance;
    private final Optional<String> healthPath;

    LatePort(Deployed deployed, ProcessInstance instance) {
        this.deployed = deployed;
        this.instance = instance;
        this.healthPath = deployed.plan(instance.service()).service().healthPath();
    }

    /// Returns when it has opened, or will not any more. Each pause is half as long again as the last.
    void watch() {
        var process = instance.process();
        for (var pause = FIRST_PAUSE;
                pause.compareTo(LAST_PAUSE) < 0 && HealthCheck.endWithin(pause, process).isEmpty();
                pause = pause.multipliedBy(3).dividedBy(2)) {
            if (HealthCheck.isHealthy(process, instance.told(), healthPath)) {
                goThere();
                return;
            }
        }
    }

    private void goThere() {
        deployed.opensItsPortLate(instance.service());
        instance.opensItsPortLate();
        instance.folder()
                .remark(
                        "opened the port that PORT says, "
                                + instance.told()
                                + ", after all: requests go there now");
    }
}
