package dev.freehold.deploy;

/// Everything of this room, put together once.
public final class Delivery {
    private final Routing routing;
    private final Deploys deploys;
    private final Plans plans;
    private final Rollbacks rollbacks;
    private final Environments environments;
    private final Names names;
    private final Removals removals;
    private final Scales scales;
    private final Undo undo;
    private final Commands commands;
    private final RunningInstances running;
    private final Invocations invocations;
    private final Expiry expiry;
    private final Recovery recovery;
    private final Crews crews;

    public Delivery(Means means) {
        var sites = new Sites(means.clock());
        var workloads = new Workloads(means.outputs());
        var launch = new Launch(means, workloads);
        var projects = new ProjectBook(means.journal(), means.clock());
        var reception = new Reception(means, projects);
        crews = new Crews(means, launch);
        routing = new Routing(means.database(), means.nodes(), sites, crews::settleSoon);
        var traffic = new Switch(means, routing, sites);
        var workers =
                new Deploy.Workers(new Turns(), new Building(means, workloads), launch, traffic);
        deploys = new Deploys(means, workers, reception);
        plans = new Plans(means, reception);
        rollbacks = new Rollbacks(means, workers);
        environments = new Environments(means, projects);
        names = new Names(means, launch, routing, sites);
        removals = new Removals(means, launch, routing, sites);
        scales = new Scales(means, workloads, routing, sites);
        undo =
                new Undo(
                        means,
                        launch,
                        routing,
                        new Restoration(means, traffic, removals, sites, scales));
        commands = new Commands(means, workloads);
        running = new RunningInstances(means);
        invocations = new Invocations(means, commands);
        expiry = new Expiry(means, routing, removals, sites);
        recovery = new Recovery(means, launch, routing, crews);
    }

    public void start() {
        recovery.run();
    }

    public void stop() throws InterruptedException {
        deploys.stop();
        crews.stop();
    }

    public Deploys deploys() {
        return deploys;
    }

    public Plans plans() {
        return plans;
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
