package dev.freehold.deploy;

import dev.freehold.model.CanaryFigures;
import dev.freehold.model.DeploymentId;
import dev.freehold.model.NodeTraffic;
import dev.freehold.model.Revision;
import dev.freehold.model.ServiceName;
import dev.freehold.model.Snapshot;
import dev.freehold.model.SnapshotDelta;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the control plane says to the nodes.
public interface Nodes {
    /// The truth from now on; returns when every reachable node routes by it. Older ones are refused.
    void apply(Snapshot snapshot);

    /// The same, where all that has changed since the one before is known.
    ///
    /// @param after what it leads to, for a node that has missed one
    void change(SnapshotDelta delta, Snapshot after);

    /// The newest that any of them has in force; nothing where none can be reached.
    Optional<Revision> revision();

    /// Calls back whenever one has come, for the first time or again: at once where one is there. It is to be told
    /// what it should know.
    void onArrival(Runnable told);

    /// Reads the output and compiles its routes before the switch, so that no visitor waits for that.
    void prepare(dev.freehold.model.Site site);

    /// The requests at a deployment's web services at this moment; empty for what nobody asked for lately.
    Map<ServiceName, Load> load(DeploymentId deployment);

    /// @param waiting requests that are held until an instance is free
    /// @param lost instances that ended unexpectedly since the node started
    /// @param inFlight requests at each instance, by its id
    record Load(int waiting, int lost, Map<String, Integer> inFlight) {}

    /// What they see of the canary with that candidate; nothing where none is on, or nobody came yet.
    Optional<CanaryFigures> figures(DeploymentId candidate);

    /// What visitors got, as each of the nodes counted it.
    List<NodeTraffic> traffic();

    /// Lets requests in flight finish, for at most `limit`, and then stops what is not kept warm.
    void drain(DeploymentId deployment, Duration limit);

    /// A place at an instance for one request of the platform's own; one that sleeps is woken.
    ///
    /// @throws dev.freehold.model.FreeholdException NOT_FOUND where nothing routes to the deployment any
    ///     more, CAPACITY, START_FAILED, TIMED_OUT
    Place hold(DeploymentId deployment, ServiceName service, Duration limit);

    /// Held until it is closed.
    interface Place extends AutoCloseable {
        InetSocketAddress address();

        @Override
        void close();
    }
}
