package dev.freehold.run.process;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.Secret;
import dev.freehold.model.ServiceName;
import dev.freehold.run.ProviderException;
import dev.freehold.run.RunSpec;
import dev.freehold.sandbox.Listener;
import dev.freehold.sandbox.SandboxedProcess;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A deployment that was applied here, and its living instances. Its monitor owns all that changes:
/// the variables, the instances, and whether it is retired; so no instance can slip in after [#retire].
final class Deployed {
    private final RunSpec spec;
    private final Set<String> variableNames;
    private final Map<ServiceName, LaunchPlan> plans;
    private final Set<ProcessInstance> living = new HashSet<>();
    private final Set<SandboxedProcess> commands = new HashSet<>();
    private final Map<ServiceName, Listener> habits = new HashMap<>();
    private final Map<ServiceName, Pauses> pauses = new HashMap<>();
    private final Set<ServiceName> late = new HashSet<>();
    private Optional<Map<String, Secret>> variables = Optional.empty();
    private boolean retired;

    /// @param spec its variables are not looked at: see [#configure]
    Deployed(RunSpec spec, Set<String> variableNames, Map<ServiceName, LaunchPlan> plans) {
        this.spec = spec;
        this.variableNames = Set.copyOf(variableNames);
        this.plans = Map.copyOf(plans);
        if (variableNames.isEmpty()) {
            variables = Optional.of(Map.of());
        }
    }

    RunSpec spec() {
        return spec;
    }

    DeploymentId id() {
        return spec.deployment();
    }

    LaunchPlan plan(ServiceName service) {
        var plan = plans.get(service);
        if (plan == null) {
            throw Refusals.noService(id(), service);
        }
        return plan;
    }

    /// Whether this is the very same deployment, configured alike as far as we still know.
    synchronized boolean isSame(RunSpec other) {
        return spec.team().equals(other.team())
                && spec.project().equals(other.project())
                && spec.environment().equals(other.environment())
                && spec.services().equals(other.services())
                && spec.volumes().equals(other.volumes())
                && variableNames.equals(other.variables().keySet())
                && variables.map(other.variables()::equals).orElse(true);
    }

    /// Whether its variables are known.
    synchronized boolean isConfigured() {
        return variables.isPresent();
    }

    synchronized void configure(Map<String, Secret> values) {
        variables = Optional.of(Map.copyOf(values));
    }

    /// @throws ProviderException where it was not applied since the platform started
    synchronized Map<String, Secret> variables() {
        return variables.orElseThrow(() -> Refusals.notConfigured(id()));
    }

    /// Whether the instance may live: not where the deployment was retired meanwhile.
    synchronized boolean admit(ProcessInstance instance) {
        return !retired && living.add(instance);
    }

    synchronized void forget(ProcessInstance instance) {
        living.remove(instance);
    }

    /// Like [#admit(ProcessInstance)], for a one-off command.
    synchronized boolean admit(SandboxedProcess command) {
        return !retired && commands.add(command);
    }

    synchronized void forget(SandboxedProcess command) {
        commands.remove(command);
    }

    synchronized List<SandboxedProcess> commands() {
        return List.copyOf(commands);
    }

    /// All that runs of it, commands included.
    synchronized List<SandboxedProcess> processes() {
        return Stream.concat(living.stream().map(ProcessInstance::process), commands.stream())
                .toList();
    }

    /// Its living instances, oldest first.
    synchronized List<ProcessInstance> living() {
        return living.stream()
                .sorted(
                        Comparator.comparing(ProcessInstance::started)
                                .thenComparing(ProcessInstance::id))
                .toList();
    }

    List<ProcessInstance> living(ServiceName service) {
        return living().stream().filter(i -> i.service().equals(service)).toList();
    }

    /// Where its instances were found to listen, if not as they were told.
    synchronized Optional<Listener> habit(ServiceName service) {
        return Optional.ofNullable(habits.get(service));
    }

    /// @return whether it is news
    synchronized boolean learn(ServiceName service, Listener habit) {
        return !habit.equals(habits.put(service, habit));
    }

    /// It opens the port that it is told after it has shown another one for a while.
    synchronized void opensItsPortLate(ServiceName service) {
        late.add(service);
        habits.remove(service);
    }

    synchronized boolean isLate(ServiceName service) {
        return late.contains(service);
    }

    /// How to wait for its next start.
    synchronized Pauses pauses(ServiceName service) {
        return pauses.getOrDefault(service, Pauses.UNKNOWN);
    }

    /// One of its instances was ready so long after its start.
    synchronized void wasReady(ServiceName service, Duration after) {
        pauses.put(service, pauses(service).learn(after));
    }

    synchronized void retire() {
        retired = true;
    }

    synchronized boolean isRetired() {
        return retired;
    }
}
