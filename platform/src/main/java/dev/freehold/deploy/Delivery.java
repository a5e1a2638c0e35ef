package dev.freehold.deploy;

/// Everything of this room, put together once.
public final class Delivery {
    private final Routing routing;
    private final Deploys deploys;
    private final Plans plans;
    private final Recovery recovery;

    public Delivery(Means means) {
        var sites = new Sites(means.clock());
        var launch = new Launch(means);
        var projects = new ProjectBook(means.journal(), means.clock());
        var reception = new Reception(means, projects);
        routing = new Routing(means.database(), means.nodes(), sites);
        var workers =
                new Deploy.Workers(
                        new Turns(),
                        new Building(means),
                        launch,
                        new Switch(means, routing, sites));
        deploys = new Deploys(means, workers, reception);
        plans = new Plans(means, reception);
        recovery = new Recovery(means, launch, routing);
    }

    public void start() {
        recovery.run();
    }

    public void stop() throws InterruptedException {
        deploys.stop();
    }

    public Deploys deploys() {
        return deploys;
    }

    public Plans plans() {
        return plans;
    }

    public Routing routing() {
        return routing;
    }
}
