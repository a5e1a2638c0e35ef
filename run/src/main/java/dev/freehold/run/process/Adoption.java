package dev.freehold.run.process;

import dev.freehold.run.process.InstanceFolder.About;
import dev.freehold.run.process.InstanceFolder.End;
import dev.freehold.run.process.InstanceFolder.Role;
import dev.freehold.sandbox.Sandbox;
import dev.freehold.sandbox.SandboxedProcess;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts the machine in order after an earlier platform: what lives and is known goes on, what nobody
/// knows or waits for is stopped, what died is written down.
final class Adoption {
    private static final Logger LOG = LoggerFactory.getLogger(Adoption.class);

    private final Sandbox sandbox;
    private final Deployments deployments;
    private final InstanceFolders folders;
    private final Launcher launcher;
    private final Clock clock;

    Adoption(
            Sandbox sandbox,
            Deployments deployments,
            InstanceFolders folders,
            Launcher launcher,
            Clock clock) {
        this.sandbox = sandbox;
        this.deployments = deployments;
        this.folders = folders;
        this.launcher = launcher;
        this.clock = clock;
    }

    /// All folders at once, since a sick app may need its time. One that fails stops no other.
    void adoptAll(Workforce workforce) {
        recall();
        workforce.forEach(
                folders.all().stream().filter(folder -> folder.end().isEmpty()).toList(),
                this::adoptOrTell);
    }

    /// Where the apps of earlier platforms were found to listen; the latest word counts.
    private void recall() {
        folders.all().stream()
                .flatMap(folder -> folder.about().stream())
                .sorted(Comparator.comparing(About::started))
                .forEach(about -> home(about).ifPresent(deployed -> recall(about, deployed)));
    }

    private static void recall(About about, Deployed deployed) {
        about.elsewhere().ifPresent(habit -> deployed.learn(about.serviceName(), habit));
        if (about.late()) {
            deployed.opensItsPortLate(about.serviceName());
        }
    }

    private void adoptOrTell(InstanceFolder folder) {
        try {
            adopt(folder);
        } catch (RuntimeException e) {
            LOG.warn("could not adopt instance={}", folder.id(), e);
        }
    }

    private void adopt(InstanceFolder folder) {
        var process = sandbox.adopt(folder.path());
        process.ifPresent(SandboxedProcess::thaw);
        process.ifPresent(SandboxedProcess::resume);
        var home =
                folder.about().filter(about -> about.role() == Role.INSTANCE).flatMap(this::home);
        if (home.isEmpty()) {
            process.ifPresent(stray -> stray.stop(Duration.ZERO));
            folder.delete();
        } else if (process.isEmpty()) {
            folder.write(
                    new End(
                            ProcessInstance.UNKNOWN_STATUS,
                            false,
                            "ended while the platform was away",
                            clock.instant()));
        } else {
            var about = folder.about().orElseThrow();
            launcher.adopt(home.get(), folder, about, process.get());
            LOG.info("adopted instance={} pid={}", folder.id(), process.get().pid());
        }
    }

    /// The deployment that the instance belongs to, if it is still known here.
    private Optional<Deployed> home(About about) {
        return deployments
                .find(about.deploymentId())
                .filter(known -> known.spec().services().containsKey(about.serviceName()));
    }
}
