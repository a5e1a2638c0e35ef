package dev.freehold.run;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.Digest;
import dev.freehold.model.ProjectName;
import dev.freehold.model.ServiceName;
import dev.freehold.model.TeamId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Where things run. The deployment's id is the external name and the idempotency key of every call.
/// Failures are [ProviderException]s with a kind and the scope that they block. Safe for concurrent use.
public interface Provider {
    /// What it can do at all; asks nobody.
    Capabilities capabilities();

    /// Whether it can be used now; never throws.
    Probe probe();

    /// What it would give for a need, priced where prices are known; empty where it can't.
    List<Offer> offers(Need need);

    /// What [#apply] would do, in sentences, without doing it.
    List<String> plan(RunSpec spec, Offer offer);

    /// Makes the deployment known here, durably, and starts nothing that is running already. Doing it
    /// again with the same spec changes nothing.
    Handle apply(RunSpec spec, Offer offer);

    /// After any doubtful result, before anything is created again.
    Optional<Handle> find(DeploymentId deployment);

    /// Its instances as they are now.
    List<Instance> observe(DeploymentId deployment);

    /// Brings a service to that many healthy instances and returns them; fewer are stopped gracefully.
    List<Instance> scale(DeploymentId deployment, ServiceName service, int instances);

    /// Stops and forgets it; gone already is success. Volumes stay.
    void retire(DeploymentId deployment, Duration grace);

    LogPage logs(DeploymentId deployment, LogQuery query);

    /// Lets go of logs that are too old or too many, as the owner has set.
    Forgotten forgetOldLogs();

    /// Deletes what it has unfolded of outputs, where no deployment here uses it and it is not among those
    /// kept. It can be made again from its blobs.
    void collectTrees(Set<Digest> keep);

    /// Runs a command to its end beside the deployment's services, with its configuration.
    Finished exec(
            DeploymentId deployment,
            ServiceName like,
            List<String> command,
            LineSink output,
            Duration limit);

    /// Runs a service's own command to its end, once: a release step before the switch.
    Finished runToEnd(
            DeploymentId deployment, ServiceName service, LineSink output, Duration limit);

    /// The folders of an owner's projects that outlive deployments; none where volumes are unknown.
    List<StoredVolume> volumes(TeamId owner);

    /// Does the work while nothing of the project's writes to its volumes: what runs is held still, and
    /// nothing begins. Requests wait meanwhile, so the work is short.
    void whileStill(TeamId owner, ProjectName project, Runnable work);

    Usage usage(DeploymentId deployment);

    /// How apps are kept apart here: `full`, `unprivileged`, `none`, or what else a provider calls it.
    String isolation();

    /// Its services that die again and again, each with the second half of a sentence that says so.
    Map<ServiceName, String> crashLoops(DeploymentId deployment);

    /// All it knows of an owner's, to find orphans.
    List<DeploymentId> list(TeamId owner);

    /// What a provider gave back for a deployment: opaque, kept by the control plane.
    record Handle(DeploymentId deployment, String value) {}

    /// What was let go.
    record Forgotten(int logs, long bytes) {}

    record Finished(int exitCode, boolean timedOut, boolean outOfMemory) {}

    interface LineSink {
        void line(String text);
    }
}
