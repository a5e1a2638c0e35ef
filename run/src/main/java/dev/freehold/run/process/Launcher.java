package dev.freehold.run.process;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.ServiceName;
import dev.freehold.output.Service;
import dev.freehold.run.StartGate;
import dev.freehold.run.process.HealthCheck.Verdict;
import dev.freehold.run.process.InstanceFolder.About;
import dev.freehold.run.process.InstanceFolder.Role;
import dev.freehold.run.process.LaunchPlan.Launch;
import dev.freehold.run.process.Standby.Waiting;
import dev.freehold.sandbox.Sandbox;
import dev.freehold.sandbox.SandboxedProcess;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings one instance to life and waits until it is healthy. Knows nothing of instances but where those of
/// workers wait for their turns.
final class Launcher {
    private static final Logger LOG = LoggerFactory.getLogger(Launcher.class);

    private final Surroundings around;
    private final Standby standby;
    private final StartGate starts;
    private final Map<DeploymentId, StartGate.Door> doors = new ConcurrentHashMap<>();
    private final Consumer<ProcessInstance> lastRites;

    /// What a launch needs of the machine.
    record Surroundings(
            Sandbox sandbox,
            Ports ports,
            InstanceFolders folders,
            HealthCheck health,
            Clock clock,
            Workforce workforce,
            Stillness stillness,
            Reserve reserve) {
        /// A folder and a port for one more instance.
        Launch launch(Deployed deployed, LaunchPlan plan) {
            reserve.makeRoom();
            var service = plan.service();
            var variables = deployed.variables();
            return new Launch(
                    folders.make(deployed.id(), service.name(), Role.INSTANCE),
                    service.command().arguments(),
                    variables,
                    service.kind() == Service.Kind.WEB
                            ? Optional.of(ports.next())
                            : Optional.empty());
        }
    }

    /// @param starts where workers wait for their turns, those of one deployment at one door; web services are
    ///     started in turns of the node's
    /// @param lastRites run once for each instance, when it has ended
    Launcher(
            Surroundings around,
            Standby standby,
            StartGate starts,
            Consumer<ProcessInstance> lastRites) {
        this.around = around;
        this.standby = standby;
        this.starts = starts;
        this.lastRites = lastRites;
    }

    /// One more instance, healthy.
    ///
    /// @throws dev.freehold.run.ProviderException with the reason and its last lines, when it is not
    ProcessInstance launch(Deployed deployed, ServiceName service) {
        return deployed.plan(service).service().kind() == Service.Kind.WORKER
                ? inTurn(deployed, service)
                : standby.holdingOff(() -> launchNow(deployed, service));
    }

    private ProcessInstance inTurn(Deployed deployed, ServiceName service) {
        var door = doors.computeIfAbsent(deployed.id(), _ -> starts.door());
        if (!door.enter()) {
            throw Refusals.tooManyStart(service);
        }
        try {
            return standby.holdingOff(() -> launchNow(deployed, service));
        } finally {
            door.leave();
        }
    }

    void forget(DeploymentId deployment) {
        doors.remove(deployment);
    }

    private ProcessInstance launchNow(Deployed deployed, ServiceName service) {
        var instance = begin(deployed, deployed.plan(service));
        long began = System.nanoTime();
        var verdict = examine(deployed, instance, around.health());
        if (!(verdict instanceof Verdict.Healthy)) {
            var failure = StartFailure.of(instance, verdict);
            instance.giveUp(failure.reason());
            throw deployed.isRetired()
                    ? Refusals.retired(deployed.id())
                    : failure.exception(instance);
        }
        deployed.wasReady(service, Duration.ofNanos(System.nanoTime() - began));
        settle(deployed, instance);
        instance.ready();
        if (instance.isOnAnotherPort()) {
            around.workforce().execute(new LatePort(deployed, instance)::watch);
        }
        return instance;
    }

    /// Takes over what an earlier platform started; after one look it is ready, or it is stopped.
    void adopt(Deployed deployed, InstanceFolder folder, About about, SandboxedProcess process) {
        var limits = deployed.plan(about.serviceName()).service().limits();
        var instance = new ProcessInstance(folder, about, limits, process);
        admit(deployed, instance);
        var verdict = examine(deployed, instance, HealthCheck.quick());
        if (verdict instanceof Verdict.Healthy) {
            instance.ready();
        } else {
            instance.giveUp(StartFailure.of(instance, verdict).reason());
        }
    }

    private ProcessInstance begin(Deployed deployed, LaunchPlan plan) {
        return around.stillness().beginning(deployed, () -> beginNow(deployed, plan));
    }

    private ProcessInstance beginNow(Deployed deployed, LaunchPlan plan) {
        var instance =
                standby.take(deployed, plan.service().name())
                        .flatMap(ready -> begun(deployed, plan, ready))
                        .orElseGet(() -> started(deployed, plan));
        admit(deployed, instance);
        return instance;
    }

    /// Where what was made ahead can't begin, the visitor gets an ordinary start.
    private Optional<ProcessInstance> begun(Deployed deployed, LaunchPlan plan, Waiting ready) {
        var about = about(deployed, plan, ready.launch());
        try {
            ready.launch().folder().write(about);
            return Optional.of(instance(plan, ready.launch(), about, ready.begin()));
        } catch (RuntimeException e) {
            LOG.warn(
                    "what was made ahead can't begin instance={}", ready.launch().folder().id(), e);
            around.workforce().execute(ready::discard);
            return Optional.empty();
        }
    }

    private ProcessInstance started(Deployed deployed, LaunchPlan plan) {
        var launch = around.launch(deployed, plan);
        var about = about(deployed, plan, launch);
        return instance(plan, launch, about, start(plan, launch, about));
    }

    private About about(Deployed deployed, LaunchPlan plan, Launch launch) {
        var about =
                About.fresh(
                        deployed.id(),
                        plan.service().name(),
                        Role.INSTANCE,
                        launch.port().orElse(0),
                        around.clock().instant());
        return deployed.isLate(plan.service().name()) ? about.openingLate() : about;
    }

    private static ProcessInstance instance(
            LaunchPlan plan, Launch launch, About about, SandboxedProcess process) {
        return new ProcessInstance(launch.folder(), about, plan.service().limits(), process);
    }

    private SandboxedProcess start(LaunchPlan plan, Launch launch, About about) {
        try {
            launch.folder().write(about);
            return standby.beforeOthers(() -> around.sandbox().start(plan.spec(launch)));
        } catch (RuntimeException e) {
            launch.folder().delete();
            throw e;
        }
    }

    private void admit(Deployed deployed, ProcessInstance instance) {
        var admitted = deployed.admit(instance);
        instance.watch(lastRites, around.workforce());
        if (!admitted) {
            instance.stop(Duration.ZERO);
            instance.folder().delete();
            throw Refusals.retired(deployed.id());
        }
    }

    private static Verdict examine(
            Deployed deployed, ProcessInstance instance, HealthCheck health) {
        var service = deployed.plan(instance.service()).service();
        if (service.kind() != Service.Kind.WEB) {
            return health.awaitWorker(instance.process());
        }
        var entrance = entrance(deployed, instance);
        var pauses = deployed.pauses(service.name());
        var verdict = health.awaitServer(entrance, service.healthPath(), pauses);
        if (verdict instanceof Verdict.Healthy healthy) {
            healthy.elsewhere().ifPresentOrElse(instance::listensAt, instance::listensAsTold);
        }
        return verdict;
    }

    private static Entrance entrance(Deployed deployed, ProcessInstance instance) {
        return deployed.isLate(instance.service())
                ? Entrance.asTold(instance.process(), instance.told())
                : new Entrance(
                        instance.process(), instance.told(), deployed.habit(instance.service()));
    }

    /// What was found out about it serves its next start, and is told once.
    private static void settle(Deployed deployed, ProcessInstance instance) {
        boolean news =
                instance.elsewhere()
                        .map(habit -> deployed.learn(instance.service(), habit))
                        .orElse(false);
        if (news) {
            instance.remark().ifPresent(instance.folder()::remark);
        }
    }
}
