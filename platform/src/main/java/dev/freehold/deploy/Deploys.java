package dev.freehold.deploy;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.store.Caller;
import dev.freehold.store.Deployment;
import dev.freehold.store.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Every deploy that goes on: started, followed, cancelled. A client that goes away ends nothing. Safe
/// for concurrent use.
public final class Deploys {
    private static final Duration TO_HEAR = Duration.ofSeconds(2);

    private final Means means;
    private final Deploy.Workers workers;
    private final Reception reception;
    private final Map<DeploymentId, Running> running = new ConcurrentHashMap<>();
    private volatile boolean shuttingDown;

    private record Running(Thread thread, Story story) {}

    Deploys(Means means, Deploy.Workers workers, Reception reception) {
        this.means = means;
        this.workers = workers;
        this.reception = reception;
    }

    /// Receives it and starts; what happens then is in the story.
    ///
    /// @throws MissingBlobs where files have to be sent first
    public Story start(DeployRequest request) {
        checkOpen();
        return begin(reception.receive(request));
    }

    /// Deploys a preview's output to production, without a build, for all visitors or a share of them.
    Story promote(Caller caller, DeploymentId id, Optional<CanaryRequest> canary) {
        checkOpen();
        return begin(
                new Received(reception.promoted(caller, id, canary), Optional.empty(), canary));
    }

    private void checkOpen() {
        if (shuttingDown) {
            throw new FreeholdException(
                    ErrorCode.UNAVAILABLE,
                    "the platform is being stopped",
                    "start it again (freehold up), then deploy");
        }
    }

    /// Starts what was written down already.
    private Story begin(Received received) {
        var deployment = received.deployment();
        var story = new Story(DeployLog.open(means.folder().log(deployment.id())));
        story.tell(accepted(deployment));
        var thread =
                Thread.ofVirtual()
                        .name("deploy-" + deployment.id())
                        .unstarted(() -> run(received, story));
        running.put(deployment.id(), new Running(thread, story));
        thread.start();
        return story;
    }

    private void run(Received received, Story story) {
        try {
            means.failpoints().reached(Stage.RECEIVED);
            new Deploy(means, workers, story, received, () -> shuttingDown).run();
        } finally {
            running.remove(received.deployment().id());
        }
    }

    /// The story of a deploy: as it goes on, or told again where it is over.
    public Story story(Deployment deployment) {
        var going = running.get(deployment.id());
        return going != null ? going.story() : Story.of(retold(deployment));
    }

    private List<DeployEvent> retold(Deployment deployment) {
        var events = new ArrayList<DeployEvent>();
        events.add(accepted(deployment));
        DeployLog.lines(means.folder().log(deployment.id()))
                .forEach(line -> events.add(new DeployEvent.Log(line)));
        events.add(
                deployment
                        .problem()
                        .<DeployEvent>map(DeployEvent.Failed::new)
                        .orElseGet(() ->
                                new DeployEvent.Done(
                                        deployment, means.addresses().shown(deployment))));
        return events;
    }

    private DeployEvent accepted(Deployment deployment) {
        return new DeployEvent.Accepted(
                deployment.id(), means.addresses().url(means.addresses().own(deployment).host()));
    }

    /// Ends it before its switch; after that nothing happens.
    ///
    /// @throws FreeholdException NOT_FOUND, or CONFLICT where it is over
    public void cancel(Caller caller, DeploymentId id) {
        var deployment =
                means.database().read(caller.team(), tables -> tables.deployments().deployment(id));
        var going = running.get(id);
        if (going == null) {
            throw new FreeholdException(
                    ErrorCode.CONFLICT,
                    "deployment \"" + deployment.id() + "\" is over: nothing to cancel",
                    "");
        }
        going.thread().interrupt();
    }

    public boolean isIdle() {
        return running.isEmpty();
    }

    /// Ends all that go on, as a shutdown does, and waits for them, and for those who follow them.
    void stop() throws InterruptedException {
        shuttingDown = true;
        var all = List.copyOf(running.values());
        all.forEach(going -> going.thread().interrupt());
        for (var going : all) {
            going.thread().join(means.policy().drain());
            going.story().awaitHeard(TO_HEAR);
        }
    }
}
