package dev.freehold.deploy;

import static dev.freehold.deploy.DeployEvent.Step.Name.BUILD;
import static dev.freehold.deploy.DeployEvent.Step.Name.DRAIN;
import static dev.freehold.deploy.DeployEvent.Step.Name.PLACE;
import static dev.freehold.deploy.DeployEvent.Step.Name.START;
import static dev.freehold.deploy.DeployEvent.Step.Name.SWITCH;
import static dev.freehold.deploy.DeployEvent.Step.Name.WAIT;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.output.Tree;
import dev.freehold.run.Offer;
import dev.freehold.store.Deployment;
import dev.freehold.store.Problem;
import dev.freehold.store.Stage;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One deploy, from what was received to what visitors see. Each step is journaled in the deployment's
/// row before the next begins. Runs on a thread of its own; interrupting that cancels, until the switch.
final class Deploy {
    private static final Logger LOG = LoggerFactory.getLogger(Deploy.class);
    private static final String FULL = "full";
    private static final int ATTEMPTS = 20;
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(2);

    private final Means means;
    private final Workers workers;
    private final Story story;
    private final Received received;
    private final BooleanSupplier shuttingDown;
    private Deployment deployment;

    /// Those who do the steps.
    record Workers(
            Turns turns, Building building, Launch launch, Switch traffic, Canaries canaries) {}

    /// @param shuttingDown whether an interruption means that the platform stops
    Deploy(
            Means means,
            Workers workers,
            Story story,
            Received received,
            BooleanSupplier shuttingDown) {
        this.means = means;
        this.workers = workers;
        this.story = story;
        this.received = received;
        this.shuttingDown = shuttingDown;
        this.deployment = received.deployment();
    }

    /// Builds, places, starts, waits until healthy, switches, drains; or, on any failure before the
    /// switch, stops the new version and keeps the old.
    void run() {
        try (var _ = waitForTurn()) {
            var workload = build();
            nameBakedVariables(workload);
            if (!workload.isEmpty()) {
                var offer = place(workload);
                start(workload, offer);
                waitUntilHealthy(workload);
            }
            if (received.canary().isPresent()) {
                divideTraffic(received.canary().get());
            } else {
                drain(switchTraffic());
            }
            finish();
        } catch (InterruptedException | RuntimeException e) {
            keepTheOld(e);
        }
    }

    private Turns.Turn waitForTurn() throws InterruptedException {
        return workers.turns()
                .take(
                        new Turns.Place(
                                deployment.team(), deployment.project(), deployment.environment()),
                        () ->
                                story.step(
                                        WAIT,
                                        "another deploy of \""
                                                + deployment.project()
                                                + "\" to "
                                                + deployment.environment()
                                                + " goes first"));
    }

    private Workload build() {
        if (deployment.output().isEmpty()) {
            buildOrReuse(received.source().orElseThrow());
            deployment = remembered();
        }
        return workers.launch().workload(deployment);
    }

    private void buildOrReuse(Tree source) {
        var look = workers.building().look(deployment);
        if (look.output().isPresent()) {
            story.step(BUILD, "unchanged since an earlier deploy: its output is used again");
            write(tables -> tables.built(deployment.id(), look.output().get()));
        } else {
            reached(Stage.BUILDING);
            story.step(BUILD, "building \"" + deployment.project() + "\"");
            workers.building().build(deployment, source, look, story);
        }
    }

    /// A promoted output keeps what its build read, whatever production's configuration says.
    private void nameBakedVariables(Workload workload) {
        if (deployment.promotedFrom().isPresent() && !workload.bakedVariables().isEmpty()) {
            story.log(
                    "built in, with the values of the first build: "
                            + String.join(", ", workload.bakedVariables()));
        }
    }

    private Offer place(Workload workload) {
        var offer = workers.launch().place(workload);
        story.step(PLACE, "on " + offer.place());
        nameWeakIsolation(workload);
        reached(Stage.PLACED);
        return offer;
    }

    private void nameWeakIsolation(Workload workload) {
        var isolation = means.provider().isolation();
        if (!workload.isEmpty() && !isolation.equals(FULL)) {
            story.log(
                    "apps are kept apart by the tier \""
                            + isolation
                            + "\" only: \"freehold doctor\" says what that costs");
        }
    }

    private void start(Workload workload, Offer offer) {
        reached(Stage.STARTING);
        story.step(START, "starting " + Words.services(workload));
        workers.launch().apply(deployment, workload, offer);
        workers.launch().release(deployment, workload, story);
    }

    private void waitUntilHealthy(Workload workload) {
        workers.launch().start(deployment, workload, story);
        reached(Stage.HEALTHY);
    }

    /// A share of the visitors get it, and what is in production stays.
    private void divideTraffic(CanaryRequest canary) throws InterruptedException {
        prepare();
        workers.canaries().begin(deployment, canary);
        means.failpoints().reached(Stage.SWITCHED);
        story.step(SWITCH, canary.share() + " of the visitors get it now");
    }

    private void prepare() throws InterruptedException {
        workers.traffic().prepare(deployment);
        if (Thread.interrupted()) {
            throw new InterruptedException("cancelled before the switch");
        }
    }

    private Optional<Deployment> switchTraffic() throws InterruptedException {
        prepare();
        var move =
                new Switch.Move(
                        deployment.actor(),
                        Words.deployed(deployment),
                        means.addresses().moving(deployment));
        var previous = workers.traffic().to(deployment, move);
        means.failpoints().reached(Stage.SWITCHED);
        story.step(SWITCH, "visitors get it now");
        return previous;
    }

    private void drain(Optional<Deployment> previous) {
        previous.ifPresent(old -> {
            story.step(DRAIN, "requests in flight at " + old.id() + " finish");
            means.nodes().drain(old.id(), means.policy().drain());
        });
    }

    /// Visitors get it: who follows is told in any case, and the next start writes down what can't be now.
    private void finish() {
        try {
            write(tables -> tables.reached(deployment.id(), Stage.READY));
            deployment = remembered();
        } catch (FreeholdException e) {
            LOG.warn("could not write down that deployment={} is ready", deployment.id(), e);
        }
        story.tell(new DeployEvent.Done(deployment, means.addresses().shown(deployment)));
    }

    private void keepTheOld(Exception cause) {
        boolean interrupted = Thread.interrupted() || cause instanceof InterruptedException;
        if (isLive()) {
            LOG.warn("a deploy failed after its switch deployment={}", deployment.id(), cause);
            finish();
            return;
        }
        var end = interrupted ? interruption() : failure(cause);
        stopTheNew();
        tellAndRemember(end);
    }

    /// How it ended without a switch.
    private record End(Stage stage, Problem problem) {}

    /// Where the database can't be asked it is taken for not live; should a server have written the switch
    /// down before it went away, that stays as it is.
    private boolean isLive() {
        try {
            deployment = remembered();
            return deployment.stage().isLive();
        } catch (FreeholdException e) {
            LOG.warn("could not look after a failed deployment={}", deployment.id(), e);
            return false;
        }
    }

    /// Who follows is told in any case. What can't be written down now is tried again; after all that, the
    /// next start finds the deploy unfinished and says so.
    private void tellAndRemember(End end) {
        boolean remembered = remember(end);
        story.tell(new DeployEvent.Failed(end.problem()));
        for (int attempt = 1;
                !remembered && attempt < ATTEMPTS && !Thread.currentThread().isInterrupted();
                attempt++) {
            remembered = pause() && remember(end);
        }
    }

    /// False where the platform ends meanwhile.
    private static boolean pause() {
        try {
            Thread.sleep(BETWEEN_ATTEMPTS);
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean remember(End end) {
        try {
            write(tables -> tables.ended(deployment.id(), end.stage(), end.problem()));
            return true;
        } catch (FreeholdException e) {
            LOG.warn("could not write down the end of deployment={}", deployment.id(), e);
            return false;
        }
    }

    private void stopTheNew() {
        try {
            workers.launch().retire(deployment);
        } catch (RuntimeException e) {
            LOG.warn("could not stop a failed deployment={}", deployment.id(), e);
        }
    }

    private End interruption() {
        return shuttingDown.getAsBoolean()
                ? new End(Stage.INTERRUPTED, Words.shutDown(deployment))
                : new End(
                        Stage.CANCELLED,
                        new Problem(
                                ErrorCode.CANCELLED,
                                "the deploy of \"" + deployment.project() + "\" was cancelled",
                                "nothing has changed for visitors"));
    }

    private End failure(Exception cause) {
        if (cause instanceof FreeholdException ours) {
            return new End(Stage.FAILED, Problem.of(ours));
        }
        LOG.error("a deploy broke deployment={}", deployment.id(), cause);
        return new End(
                Stage.FAILED,
                new Problem(
                        ErrorCode.INTERNAL,
                        "the deploy broke: " + cause.getClass().getSimpleName(),
                        "see the platform's log; the version before it keeps serving"));
    }

    private void reached(Stage stage) {
        write(tables -> tables.reached(deployment.id(), stage));
        means.failpoints().reached(stage);
    }

    private void write(java.util.function.Consumer<dev.freehold.store.Deployments> work) {
        means.database()
                .note(
                        deployment.team(),
                        tables -> {
                            work.accept(tables.deployments());
                            return deployment;
                        });
    }

    private Deployment remembered() {
        return means.database()
                .read(
                        deployment.team(),
                        tables -> tables.deployments().deployment(deployment.id()));
    }
}
