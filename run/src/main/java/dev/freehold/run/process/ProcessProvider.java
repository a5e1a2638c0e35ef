package dev.freehold.run.process;

import dev.freehold.model.Blobs;
import dev.freehold.model.ByteSize;
import dev.freehold.model.DeploymentId;
import dev.freehold.model.Digest;
import dev.freehold.model.ProjectName;
import dev.freehold.model.ServiceName;
import dev.freehold.model.TeamId;
import dev.freehold.run.Capabilities;
import dev.freehold.run.Capabilities.Capability;
import dev.freehold.run.Instance;
import dev.freehold.run.InstanceState;
import dev.freehold.run.Instances;
import dev.freehold.run.LogPage;
import dev.freehold.run.LogQuery;
import dev.freehold.run.Need;
import dev.freehold.run.Offer;
import dev.freehold.run.Probe;
import dev.freehold.run.Provider;
import dev.freehold.run.RequestBook;
import dev.freehold.run.RunSpec;
import dev.freehold.run.StartGate;
import dev.freehold.run.StoredVolume;
import dev.freehold.run.Usage;
import dev.freehold.sandbox.Sandbox;
import dev.freehold.sandbox.SandboxedProcess;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/// Runs deployments as sandboxed processes on this machine.
///
/// Who owns what. A deployment is known from the moment its file is written until the moment the file
/// is deleted; [Deployments] owns both, under the deployment's map entry. Its living instances, its
/// variables and the word "retired" are owned by the [Deployed]'s monitor, held for look-ups only and
/// never over I/O, so any number of starts of one service may run at once. A start first admits its
/// process there: after `retire` has set its word every latecomer is refused and stopped by the one who
/// started it, and everybody who was in time is stopped by `retire`. An instance's state is its own
/// monitor's; its end is noticed once, by the sandbox's future, and runs [LastRites] before anybody is told.
///
/// The values of variables lie on disk sealed ([ProcessSettings#box]). Where there is no box they are held in
/// memory only: after the platform restarts, adopted instances go on, and the first start of a deployment
/// that has variables asks for [#apply] again (TRANSIENT).
public final class ProcessProvider implements Provider, Instances, AutoCloseable {
    public static final String NAME = "process";
    public static final String PLACE = "this-machine";

    private static final Capabilities CAPABILITIES =
            new Capabilities(
                    NAME,
                    Set.of(
                            Capability.FILES,
                            Capability.COMMANDS,
                            Capability.VOLUMES,
                            Capability.WORKERS,
                            Capability.STOP_WHEN_IDLE,
                            Capability.FREEZE,
                            Capability.EXEC));

    private final ProcessSettings settings;
    private final Workforce workforce = new Workforce();
    private final Later timer = new Later(workforce);
    private final Stillness stillness = new Stillness();
    private final Machine machine;
    private final VolumeFolders volumes;
    private final Trees trees;
    private final Deployments deployments;
    private final InstanceFolders folders;
    private final RequestLogs requests;
    private final LogRetention retention;
    private final InstanceLogs logs;
    private final Standby standby;
    private final StartGate starts;
    private final Launcher launcher;
    private final Commands commands;
    private final WorkerSupervisor workers;
    private final Headcount headcount;
    private final CrashLoops crashes;
    private final String isolation;
    private final LimitsWatch limits;
    private final Reserve reserve;

    private ProcessProvider(
            ProcessSettings settings, Blobs blobs, Sandbox sandbox, StartGate starts, Clock clock) {
        this.settings = settings;
        this.starts = starts;
        this.machine = new Machine(settings.home());
        this.reserve = new Reserve(settings.home().resolve("reserve"));
        this.volumes = new VolumeFolders(settings.volumes());
        this.trees = new Trees(settings.trees(), blobs);
        this.folders = new InstanceFolders(settings);
        this.requests = new RequestLogs(settings.requests());
        this.retention = new LogRetention(folders, requests, settings.logs(), clock);
        this.logs = new InstanceLogs(folders, requests, clock);
        var users = new UserIds(settings.userIds(), new UserIdTraces(settings, folders));
        var planner = new LaunchPlanner(settings, users, volumes);
        this.deployments = new Deployments(settings, trees, planner);
        var health = new HealthCheck(settings.startLimit(), settings.workerSettles());
        var around =
                new Launcher.Surroundings(
                        sandbox,
                        new Ports(sandbox),
                        folders,
                        health,
                        clock,
                        workforce,
                        stillness,
                        reserve);
        this.workers = new WorkerSupervisor(this::bringBack, timer);
        this.limits = new LimitsWatch(this::living, timer);
        this.crashes = new CrashLoops(clock);
        var rites = new LastRites(deployments, retention, workers, crashes, limits);
        this.standby = new Standby(around, timer, settings.standby());
        this.commands = new Commands(around, standby, settings.stopGrace());
        this.launcher = new Launcher(around, standby, starts, rites::bury);
        this.headcount = new Headcount(launcher, workforce, stillness, workers);
        this.isolation = sandbox.isolation();
    }

    /// Takes over the data folder: what an earlier platform left running is adopted and looked at once,
    /// what it left dead is cleared.
    ///
    /// @param starts where workers wait for their turn to start; who asks for others sees to theirs
    public static ProcessProvider open(
            ProcessSettings settings, Blobs blobs, Sandbox sandbox, StartGate starts, Clock clock) {
        var provider = new ProcessProvider(settings, blobs, sandbox, starts, clock);
        new Adoption(sandbox, provider.deployments, provider.folders, provider.launcher, clock)
                .adoptAll(provider.workforce);
        provider.limits.begin();
        provider.workforce.execute(provider.reserve::take);
        return provider;
    }

    @Override
    public Capabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public Probe probe() {
        return machine.probe();
    }

    @Override
    public List<Offer> offers(Need need) {
        boolean able = CAPABILITIES.able().containsAll(need.capabilities());
        boolean fits = machine.probe().headroom().compareTo(need.memory()) >= 0;
        return able && fits ? List.of(new Offer(NAME, PLACE)) : List.of();
    }

    @Override
    public List<String> plan(RunSpec spec, Offer offer) {
        return Sentences.plan(spec, offer);
    }

    @Override
    public Handle apply(RunSpec spec, Offer offer) {
        deployments.apply(spec);
        return handle(spec.deployment());
    }

    @Override
    public Optional<Handle> find(DeploymentId deployment) {
        return deployments.find(deployment).map(known -> handle(known.id()));
    }

    @Override
    public List<DeploymentId> list(TeamId owner) {
        return deployments.of(owner);
    }

    @Override
    public List<Instance> observe(DeploymentId deployment) {
        return living(deployment).map(Instance.class::cast).toList();
    }

    @Override
    public Set<DeploymentId> applied() {
        return deployments.ids();
    }

    @Override
    public List<Instance> running(DeploymentId deployment) {
        return living(deployment).filter(ProcessInstance::runs).map(Instance.class::cast).toList();
    }

    @Override
    public Instance start(DeploymentId deployment, ServiceName service) {
        return launcher.launch(deployments.deployed(deployment), service);
    }

    @Override
    public CompletionStage<InstanceState.Ended> ended(Instance instance) {
        return ((ProcessInstance) instance).ended();
    }

    @Override
    public void stop(Instance instance, Duration grace) {
        living(instance)
                .ifPresent(living -> {
                    var deployed = owner(instance);
                    stop(deployed, living, grace);
                    standby.prepare(deployed, living.service());
                });
    }

    /// Never while the project is held still, whether it is to be frozen, thawed or stopped: what goes on
    /// then, or ends, would write to its volumes.
    private void stop(Deployed deployed, ProcessInstance instance, Duration grace) {
        stillness.between(deployed, () -> instance.stop(grace));
    }

    @Override
    public void freeze(Instance instance) {
        living(instance).ifPresent(living -> stillness.between(owner(instance), living::freeze));
    }

    @Override
    public void thaw(Instance instance) {
        living(instance).ifPresent(living -> stillness.between(owner(instance), living::thaw));
    }

    private Optional<ProcessInstance> living(Instance instance) {
        return living(instance.deployment())
                .filter(living -> living.id().equals(instance.id()))
                .findFirst();
    }

    private Stream<ProcessInstance> living(DeploymentId deployment) {
        return deployments.find(deployment).stream().flatMap(known -> known.living().stream());
    }

    private Deployed owner(Instance instance) {
        return deployments.deployed(instance.deployment());
    }

    @Override
    public List<Instance> scale(DeploymentId deployment, ServiceName service, int instances) {
        var deployed = deployments.deployed(deployment);
        deployed.plan(service);
        return headcount.bring(deployed, service, instances, settings.stopGrace());
    }

    @Override
    public void retire(DeploymentId deployment, Duration grace) {
        var known = deployments.find(deployment);
        if (known.isPresent()) {
            deployments.forget(known.get());
            headcount.forget(deployment);
            launcher.forget(deployment);
            crashes.forget(deployment);
            stopAllOf(known.get(), grace);
            folders.deleteAll(deployment);
            requests.delete(deployment);
        }
    }

    @Override
    public LogPage logs(DeploymentId deployment, LogQuery query) {
        deployments.deployed(deployment);
        return logs.page(deployment, query);
    }

    /// Where the edge's lines of requests go, to be read among those of their instances.
    public RequestBook requests() {
        return requests;
    }

    @Override
    public Forgotten forgetOldLogs() {
        reserve.take();
        return retention.tidyAll();
    }

    @Override
    public Finished exec(
            DeploymentId deployment,
            ServiceName like,
            List<String> command,
            LineSink output,
            Duration limit) {
        var deployed = deployments.deployed(deployment);
        return commands.run(new Commands.Order(deployed, like, command, limit), output);
    }

    @Override
    public Finished runToEnd(
            DeploymentId deployment, ServiceName service, LineSink output, Duration limit) {
        var plan = deployments.deployed(deployment).plan(service);
        return exec(deployment, service, plan.service().command().arguments(), output, limit);
    }

    @Override
    public Usage usage(DeploymentId deployment) {
        var deployed = deployments.deployed(deployment);
        var uses = deployed.living().stream().map(living -> living.process().usage()).toList();
        return new Usage(
                uses.size(),
                new ByteSize(uses.stream().mapToLong(use -> use.memory().bytes()).sum()),
                uses.stream().map(use -> use.cpu()).reduce(Duration.ZERO, Duration::plus),
                volumes.size(deployed.spec().team(), deployed.spec().project()));
    }

    @Override
    public String isolation() {
        return isolation;
    }

    @Override
    public Map<ServiceName, String> crashLoops(DeploymentId deployment) {
        living(deployment).filter(ProcessInstance::wasReady).forEach(crashes::lives);
        return crashes.of(deployment);
    }

    @Override
    public List<StoredVolume> volumes(TeamId owner) {
        return volumes.of(owner);
    }

    @Override
    public void whileStill(TeamId owner, ProjectName project, Runnable work) {
        stillness.hold(owner, project, () -> processes(owner, project), work);
    }

    private List<ProcessInstance> living() {
        return deployments.all().stream().flatMap(known -> known.living().stream()).toList();
    }

    private List<SandboxedProcess> processes(TeamId owner, ProjectName project) {
        return deployments.all().stream()
                .filter(deployed -> deployed.spec().team().equals(owner))
                .filter(deployed -> deployed.spec().project().equals(project))
                .flatMap(deployed -> deployed.processes().stream())
                .toList();
    }

    @Override
    public void collectTrees(Set<Digest> keep) {
        trees.collect(() -> {
            var kept = new HashSet<>(keep);
            kept.addAll(deployments.treesInUse());
            return kept;
        });
    }

    /// Stops every instance, for `freehold down`; the deployments stay known.
    public void stopAll(Duration grace) {
        starts.close();
        deployments.all().forEach(deployed -> workers.forget(deployed.id()));
        sideBySide(
                standby::close,
                () -> workforce.forEach(deployments.all(), known -> stopAll(known, grace)));
        // what was just starting
        workforce.forEach(deployments.all(), known -> stopAll(known, grace));
    }

    /// Lets go of what runs, without stopping it: the next platform adopts it.
    @Override
    public void close() {
        standby.close();
        workers.close();
    }

    /// What only waits goes last, and also where an instance can't be stopped.
    private void stopAllOf(Deployed deployed, Duration grace) {
        try {
            stopAll(deployed, grace);
        } finally {
            standby.forget(deployed.id());
        }
    }

    private void sideBySide(Runnable... all) {
        workforce.forEach(List.of(all), Runnable::run);
    }

    private void stopAll(Deployed deployed, Duration grace) {
        workforce.forEach(deployed.commands(), command -> command.stop(grace));
        workforce.forEach(deployed.living(), instance -> stop(deployed, instance, grace));
    }

    private void bringBack(WorkerSupervisor.Crew crew) {
        headcount.restore(deployments.deployed(crew.deployment()), crew);
    }

    private static Handle handle(DeploymentId deployment) {
        return new Handle(deployment, PLACE);
    }
}
