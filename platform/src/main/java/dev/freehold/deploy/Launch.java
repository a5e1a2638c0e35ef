package dev.freehold.deploy;

import dev.freehold.model.ByteSize;
import dev.freehold.model.DeploymentId;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.Secret;
import dev.freehold.model.ServiceName;
import dev.freehold.output.Service;
import dev.freehold.place.Chooser;
import dev.freehold.run.Capabilities.Capability;
import dev.freehold.run.Instance;
import dev.freehold.run.InstanceState;
import dev.freehold.run.Need;
import dev.freehold.run.Offer;
import dev.freehold.run.RunSpec;
import dev.freehold.store.Deployment;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Brings what a deployment computes with to life: finds it a place, makes it known there, and waits
/// until it is healthy. A deployment of files only needs none of that.
final class Launch {
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final int LAST_LINES = 20;

    /// Lets the launcher of Lambda functions know the platform from visitors.
    private static final String INVOKE_SECRET = "FREEHOLD_INVOKE_SECRET";

    private final Means means;
    private final Workloads workloads;

    Launch(Means means, Workloads workloads) {
        this.means = means;
        this.workloads = workloads;
    }

    Workload workload(Deployment deployment) {
        return workloads.of(deployment.output().orElseThrow());
    }

    Offer place(Workload workload) {
        return choose(need(workload));
    }

    private Offer choose(Need need) {
        var provider = means.provider();
        var probe = provider.probe();
        var bids =
                provider.offers(need).stream()
                        .map(offer ->
                                new Chooser.Bid(offer, probe.usable(), probe.explanation(), 0))
                        .toList();
        return Chooser.choose(need, bids);
    }

    /// Makes it known where it will run, with the configuration that it was made with.
    void apply(Deployment deployment, Workload workload, Offer offer) {
        workload.services().values().stream()
                .flatMap(service -> service.runtime().stream())
                .distinct()
                .forEach(means.builds()::provide);
        means.provider().apply(spec(deployment, workload), offer);
    }

    /// Runs the release step to its end, where there is one.
    ///
    /// @throws FreeholdException RELEASE_FAILED, with its last lines
    void release(Deployment deployment, Workload workload, Story story) {
        for (var service : workload.services().values()) {
            if (service.kind() == Service.Kind.RELEASE) {
                release(deployment, service, story);
            }
        }
    }

    private void release(Deployment deployment, Service service, Story story) {
        var last = new ArrayDeque<String>();
        var finished =
                means.provider()
                        .runToEnd(
                                deployment.id(),
                                service.name(),
                                line -> {
                                    story.log(line);
                                    keep(last, line);
                                },
                                means.policy().release());
        if (finished.exitCode() != 0 || finished.timedOut()) {
            throw releaseFailed(finished.timedOut(), finished.exitCode(), List.copyOf(last));
        }
    }

    private static void keep(ArrayDeque<String> last, String line) {
        last.addLast(line);
        if (last.size() > LAST_LINES) {
            last.removeFirst();
        }
    }

    private FreeholdException releaseFailed(boolean timedOut, int exitCode, List<String> last) {
        var how =
                timedOut
                        ? "took longer than " + means.policy().release().toMinutes() + " minutes"
                        : "ended with status " + exitCode;
        return new FreeholdException(
                ErrorCode.RELEASE_FAILED,
                "the release step "
                        + how
                        + (last.isEmpty() ? "" : "; it said last:\n" + String.join("\n", last)),
                "the version before it keeps serving; mend the release step and deploy again");
    }

    /// Starts its services; returns when each is healthy. What is odd about one is told.
    void start(Deployment deployment, Workload workload, Story story) {
        start(deployment, workload)
                .forEach((service, instances) ->
                        instances.stream()
                                .flatMap(instance -> instance.remark().stream())
                                .distinct()
                                .forEach(remark -> story.log("\"" + service + "\" " + remark)));
    }

    private Map<ServiceName, List<Instance>> start(Deployment deployment, Workload workload) {
        var scales =
                means.database()
                        .read(
                                deployment.team(),
                                tables ->
                                        tables.scales()
                                                .of(
                                                        deployment.project(),
                                                        deployment.environment()));
        var started = new LinkedHashMap<ServiceName, List<Instance>>();
        for (var service : workload.services().values()) {
            if (service.kind() != Service.Kind.RELEASE) {
                var said = Optional.ofNullable(scales.get(service.name()));
                var scaling = said.map(service.scaling()::as).orElse(service.scaling());
                int instances = Math.max(scaling.least(), busy(deployment, service));
                started.put(
                        service.name(),
                        means.provider().scale(deployment.id(), service.name(), instances));
            }
        }
        return started;
    }

    /// Of a web service that takes requests already, none is stopped here: its node knows which are unused.
    private int busy(Deployment deployment, Service service) {
        return service.kind() != Service.Kind.WEB
                ? 0
                : (int)
                        means.provider().observe(deployment.id()).stream()
                                .filter(one -> one.service().equals(service.name()))
                                .filter(one -> takesRequests(one.state()))
                                .count();
    }

    private static boolean takesRequests(InstanceState state) {
        return switch (state) {
            case InstanceState.Starting _, InstanceState.Ready _, InstanceState.Frozen _ -> true;
            case InstanceState.Stopping _, InstanceState.Ended _ -> false;
        };
    }

    /// Makes sure that a deployment which may have been stopped, or forgotten, answers again.
    void wake(Deployment deployment) {
        var workload = workload(deployment);
        if (!workload.isEmpty()) {
            apply(deployment, workload, placeAgain(deployment, workload));
            start(deployment, workload);
        }
    }

    /// Makes it known again after a start of the platform; starts nothing.
    void know(Deployment deployment) {
        var workload = workload(deployment);
        if (!workload.isEmpty()) {
            apply(deployment, workload, placeAgain(deployment, workload));
        }
    }

    /// Where it is known already: what it needs there is not asked for a second time.
    private Offer placeAgain(Deployment deployment, Workload workload) {
        boolean known = means.provider().find(deployment.id()).isPresent();
        return known
                ? choose(new Need(new ByteSize(0), need(workload).capabilities()))
                : place(workload);
    }

    void retire(Deployment deployment) {
        retire(deployment.id());
    }

    void retire(DeploymentId deployment) {
        means.provider().retire(deployment, GRACE);
    }

    private RunSpec spec(Deployment deployment, Workload workload) {
        var variables = new TreeMap<String, Secret>();
        variables.putAll(
                means.database()
                        .read(
                                deployment.team(),
                                tables -> means.configuration().of(tables, deployment)));
        if (workload.services().containsKey(Service.LAMBDA)) {
            variables.put(INVOKE_SECRET, invokeSecret(deployment));
        }
        return new RunSpec(
                deployment.team(),
                deployment.project(),
                deployment.id(),
                deployment.environment(),
                workload.services(),
                variables,
                workload.volumes());
    }

    private Secret invokeSecret(Deployment deployment) {
        return means.configuration().secretFor(Invocations.place(deployment));
    }

    private static Need need(Workload workload) {
        var able = EnumSet.of(Capability.COMMANDS);
        if (!workload.volumes().isEmpty()) {
            able.add(Capability.VOLUMES);
        }
        if (workload.services().values().stream()
                .anyMatch(service -> service.kind() == Service.Kind.WORKER)) {
            able.add(Capability.WORKERS);
        }
        long memory =
                workload.services().values().stream()
                        .mapToLong(service -> service.limits().memory().bytes())
                        .sum();
        return new Need(new ByteSize(memory), able);
    }
}
