package dev.freehold.run.process;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.ServiceName;
import dev.freehold.run.Instance;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/// Brings services to as many instances as are wanted, and workers back to it. Orders for one service follow
/// each other, since "bring it to three" has no meaning beside "bring it to one"; restarts of dead workers
/// take the same turn.
final class Headcount {
    private final Turns<WorkerSupervisor.Crew> turns = new Turns<>();
    private final Map<WorkerSupervisor.Crew, Integer> wanted = new ConcurrentHashMap<>();
    private final Launcher launcher;
    private final Workforce workforce;
    private final Stillness stillness;
    private final WorkerSupervisor workers;

    Headcount(
            Launcher launcher, Workforce workforce, Stillness stillness, WorkerSupervisor workers) {
        this.launcher = launcher;
        this.workforce = workforce;
        this.stillness = stillness;
        this.workers = workers;
    }

    /// @param grace what those beyond get to finish
    List<Instance> bring(Deployed deployed, ServiceName service, int instances, Duration grace) {
        var crew = new WorkerSupervisor.Crew(deployed.id(), service);
        return turns.take(
                crew,
                () -> {
                    workers.forget(crew);
                    wanted.put(crew, instances);
                    stopSurplus(deployed, service, instances, grace);
                    startMissing(deployed, service, instances);
                    return List.copyOf(running(deployed, service));
                });
    }

    /// One worker in the place of one that died, unless fewer are wanted by now.
    void restore(Deployed deployed, WorkerSupervisor.Crew crew) {
        turns.take(
                crew,
                () -> {
                    int running = running(deployed, crew.service()).size();
                    if (running < wanted.getOrDefault(crew, Integer.MAX_VALUE)) {
                        launcher.launch(deployed, crew.service());
                    }
                    return running;
                });
    }

    void forget(DeploymentId deployment) {
        workers.forget(deployment);
        wanted.keySet().removeIf(crew -> crew.deployment().equals(deployment));
    }

    /// The newest.
    private void stopSurplus(Deployed deployed, ServiceName service, int most, Duration grace) {
        var running = running(deployed, service);
        var surplus = running.subList(Math.min(most, running.size()), running.size());
        workforce.forEach(
                surplus, instance -> stillness.between(deployed, () -> instance.stop(grace)));
    }

    private void startMissing(Deployed deployed, ServiceName service, int instances) {
        var running = running(deployed, service);
        workforce.forEach(running, instance -> stillness.between(deployed, instance::thaw));
        int missing = instances - running.size();
        workforce.forEach(
                IntStream.range(0, Math.max(0, missing)).boxed().toList(),
                _ -> launcher.launch(deployed, service));
    }

    private static List<ProcessInstance> running(Deployed deployed, ServiceName service) {
        return deployed.living(service).stream().filter(ProcessInstance::runs).toList();
    }
}
