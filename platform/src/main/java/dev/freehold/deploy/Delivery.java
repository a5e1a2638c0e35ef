package dev.freehold.deploy;

import dev.freehold.model.TeamId;
import java.util.function.BiConsumer;

/// Everything of this room, put together once.
public final class Delivery {
    private final Routing routing;
    private final Deploys deploys;
    private final Plans plans;
    private final Comparison comparison;
    private final Promotions promotions;
    private final Canaries canaries;
    private final Rollbacks rollbacks;
    private final Environments environments;
    private final Names names;
    private final Removals removals;
    private final Scales scales;
    private final DomainBook domains;
    private final Undo undo;
    private final Commands commands;
    private final RunningInstances running;
    private final Invocations invocations;
    private final Expiry expiry;
    private final Recovery recovery;
    private final Crews crews;

    /// @param moves told of every change of names, beside the workers' crews
    public Delivery(Means means, Moves moves) {
        var sites = new Sites(means.clock());
        var workloads = new Workloads(means.outputs());
        var launch = new Launch(means, workloads);
        var projects = new ProjectBook(means.journal(), means.clock());
        var reception = new Reception(means, projects);
        crews = new Crews(means, launch);
        var rules = new DomainRules(means.addresses());
        routing = new Routing(means.database(), means.nodes(), sites, rules, told(crews, moves));
        var traffic = new Switch(means, routing, sites);
        var turns = new Turns();
        canaries = new Canaries(means, turns, launch, traffic, routing, sites);
        var building = new Building(means, workloads);
        var workers = new Deploy.Workers(turns, building, launch, traffic, canaries);
        deploys = new Deploys(means, workers, reception);
        plans = new Plans(means, reception);
        comparison = new Comparison(means, building);
        promotions = new Promotions(means, deploys, canaries);
        rollbacks = new Rollbacks(means, workers);
        environments = new Environments(means, projects);
        names = new Names(means, launch, routing, sites);
        removals = new Removals(means, launch, routing, sites);
        scales = new Scales(means, workloads, routing, sites);
        domains = new DomainBook(means, routing);
        undo =
                new Undo(
                        means,
                        launch,
                        routing,
                        new Restoration(means, traffic, removals, sites, scales, domains));
        commands = new Commands(means, workloads);
        running = new RunningInstances(means);
        invocations = new Invocations(means, commands);
        expiry = new Expiry(means, routing, removals, sites);
        recovery = new Recovery(means, launch, routing, crews);
    }

    private static BiConsumer<TeamId, RoutingChange> told(Crews crews, Moves moves) {
        return (team, change) -> {
            crews.settleSoon(team, change.touched());
            moves.moved(team, change.concerned());
        };
    }

    public void start() {
        recovery.run();
    }

    public void stop() throws InterruptedException {
        invocations.takeNoMore();
        deploys.stop();
        crews.stop();
        invocations.stop();
    }

    public Deploys deploys() {
        return deploys;
    }

    public Plans plans() {
        return plans;
    }

    public Comparison comparison() {
        return comparison;
    }

    public Promotions promotions() {
        return promotions;
    }

    public Canaries canaries() {
        return canaries;
    }

    public Rollbacks rollbacks() {
        return rollbacks;
    }

    public Environments environments() {
        return environments;
    }

    public Names names() {
        return names;
    }

    public Removals removals() {
        return removals;
    }

    public Scales scales() {
        return scales;
    }

    public DomainBook domains() {
        return domains;
    }

    public Undo undo() {
        return undo;
    }

    public Commands commands() {
        return commands;
    }

    public RunningInstances running() {
        return running;
    }

    public Invocations invocations() {
        return invocations;
    }

    public Expiry expiry() {
        return expiry;
    }

    public Routing routing() {
        return routing;
    }
}
