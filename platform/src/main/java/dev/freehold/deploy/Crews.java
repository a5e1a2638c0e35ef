package dev.freehold.deploy;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.Scale;
import dev.freehold.model.ServiceName;
import dev.freehold.model.TeamId;
import dev.freehold.output.Service;
import dev.freehold.store.Alias;
import dev.freehold.store.Deployment;
import dev.freehold.store.Tables;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets workers run where they should: at a deployment to which a name but its own leads. Those of the
/// one before stop when the names have moved, however warm it is kept: two would do the same work twice.
/// And they come back with a platform that was down, since no request would wake them.
///
/// One change is settled after the other, in the background: the lock is held meanwhile.
final class Crews {
    private static final Logger LOG = LoggerFactory.getLogger(Crews.class);

    private final Means means;
    private final Launch launch;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean stopped;

    Crews(Means means, Launch launch) {
        this.means = means;
        this.launch = launch;
    }

    /// After names began or ceased to lead to these.
    void settleSoon(TeamId team, Collection<DeploymentId> touched) {
        var changes =
                List.copyOf(touched).stream().map(id -> (Runnable) () -> settle(team, id)).toList();
        Thread.ofVirtual().name("crews").start(() -> oneAfterTheOther(changes));
    }

    /// Returns when nothing is started or stopped any more.
    void stop() {
        stopped = true;
        oneAfterTheOther(List.of());
    }

    private void oneAfterTheOther(List<Runnable> changes) {
        lock.lock();
        try {
            changes.forEach(Runnable::run);
        } finally {
            lock.unlock();
        }
    }

    private void settle(TeamId team, DeploymentId id) {
        try {
            var order = means.database().read(team, tables -> order(tables, id));
            if (!stopped && order.isPresent()) {
                carryOut(order.get());
            }
        } catch (RuntimeException e) {
            LOG.warn("could not settle the workers of deployment={}", id, e);
        }
    }

    /// @param wanted whether its workers should run
    /// @param scales how many of them by the owner's word
    private record Order(Deployment deployment, boolean wanted, Map<ServiceName, Scale> scales) {
        int workers(Service worker) {
            var scale = scales.get(worker.name());
            var scaling = scale == null ? worker.scaling() : worker.scaling().as(scale);
            return wanted ? scaling.least() : 0;
        }
    }

    private static Optional<Order> order(Tables tables, DeploymentId id) {
        return tables.deployments()
                .find(id)
                .filter(deployment -> deployment.stage().isLive())
                .map(deployment ->
                        new Order(
                                deployment,
                                tables.aliases().to(id).stream().anyMatch(Crews::leadsThere),
                                tables.scales()
                                        .of(deployment.project(), deployment.environment())));
    }

    private static boolean leadsThere(Alias alias) {
        return alias.gone().isEmpty() && alias.kind() != Alias.Kind.DEPLOYMENT;
    }

    private void carryOut(Order order) {
        var deployment = order.deployment();
        var workers =
                launch.workload(deployment).services().values().stream()
                        .filter(service -> service.kind() == Service.Kind.WORKER)
                        .toList();
        if (order.wanted() && !workers.isEmpty()) {
            launch.know(deployment);
        }
        for (var worker : workers) {
            if (!stopped) {
                means.provider().scale(deployment.id(), worker.name(), order.workers(worker));
            }
        }
    }
}
