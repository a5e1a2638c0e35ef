package dev.freehold.node;

import dev.freehold.edge.LiveSite;
import dev.freehold.model.DeploymentId;
import dev.freehold.model.ServiceName;
import dev.freehold.model.Site;
import dev.freehold.model.Warmth;
import dev.freehold.output.Service;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All pools of a node, made when a service is first asked for or said to be kept warm. Safe for
/// concurrent use.
final class Pools {
    private static final Logger LOG = LoggerFactory.getLogger(Pools.class);

    private record Key(DeploymentId deployment, ServiceName service) {}

    private final Pool.Surroundings around;
    private final Map<Key, Pool> pools = new ConcurrentHashMap<>();

    Pools(Pool.Surroundings around) {
        this.around = around;
    }

    Pool of(LiveSite site, ServiceName service) {
        var key = new Key(site.site().deployment(), service);
        var pool = pools.get(key);
        return pool != null ? pool : pools.computeIfAbsent(key, _ -> make(site, service));
    }

    /// Makes the pools of a site's web services, so that instances started for it are looked after.
    void learn(LiveSite site) {
        for (var service : site.output().services().values()) {
            if (service.kind() == Service.Kind.WEB) {
                of(site, service.name());
            }
        }
    }

    /// The deployments that are looked after.
    Set<DeploymentId> known() {
        return pools.keySet().stream().map(Key::deployment).collect(Collectors.toSet());
    }

    void keepAsSaid(Map<DeploymentId, Site> sites) {
        pools.forEach((key, pool) -> {
            var site = sites.get(key.deployment());
            if (site == null) {
                pool.keep(new Warmth.Idle(), Optional.empty());
            } else {
                keep(pool, site, key.service());
            }
        });
    }

    private static void keep(Pool pool, Site site, ServiceName service) {
        pool.keep(site.warmth(), Optional.ofNullable(site.scales().get(service)));
    }

    /// All instances that no request is at.
    List<Unused> unused() {
        return pools.values().stream().flatMap(pool -> pool.unused().stream()).toList();
    }

    /// @param named whether the snapshot in force names a deployment; pools of others go when they rest
    void beat(Predicate<DeploymentId> named) {
        pools.forEach((key, pool) -> {
            try {
                if (!named.test(key.deployment()) && pool.closeIfAtRest()) {
                    pools.remove(key, pool);
                } else {
                    pool.beat();
                }
            } catch (RuntimeException e) {
                LOG.error(
                        "could not look after deployment={} service={}",
                        key.deployment(),
                        key.service(),
                        e);
            }
        });
    }

    void awaitQuiet(DeploymentId deployment, Duration limit) {
        of(deployment).forEach(pool -> pool.awaitQuiet(limit));
    }

    void close(DeploymentId deployment, Duration limit) {
        of(deployment).forEach(pool -> pool.close(limit));
        pools.keySet().removeIf(key -> key.deployment().equals(deployment));
    }

    /// Nothing is started from now on; what runs goes on.
    void rest() {
        pools.values().forEach(pool -> pool.close(Duration.ZERO));
    }

    List<Node.ServiceStatus> status(DeploymentId deployment) {
        return pools.entrySet().stream()
                .filter(entry -> entry.getKey().deployment().equals(deployment))
                .map(entry -> status(entry.getKey().service(), entry.getValue()))
                .toList();
    }

    private static Node.ServiceStatus status(ServiceName service, Pool pool) {
        var counts = pool.counts();
        return new Node.ServiceStatus(
                service, counts.starting(), counts.waiting(), counts.lost(), pool.load());
    }

    private List<Pool> of(DeploymentId deployment) {
        return pools.entrySet().stream()
                .filter(entry -> entry.getKey().deployment().equals(deployment))
                .map(Map.Entry::getValue)
                .toList();
    }

    private Pool make(LiveSite site, ServiceName service) {
        var known = site.output().services().get(service);
        if (known == null) {
            throw Refusals.noService(service);
        }
        var pool =
                new Pool(
                        site.site().deployment(),
                        service,
                        known.scaling(),
                        site.site().warmth(),
                        around);
        keep(pool, site.site(), service);
        return pool;
    }
}
