package dev.freehold.deploy;

import dev.freehold.model.Digest;
import dev.freehold.model.ProjectName;
import dev.freehold.model.Site;
import dev.freehold.model.Warmth;
import dev.freehold.store.Alias;
import dev.freehold.store.Deployment;
import dev.freehold.store.Tables;
import dev.freehold.store.Trial;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a deployment is to the nodes.
final class Sites {
    /// So many outputs before it have their hashed assets still served.
    private static final int EARLIER = 3;

    private final Clock clock;

    Sites(Clock clock) {
        this.clock = clock;
    }

    /// As the rows say it now.
    Site site(Tables tables, Deployment deployment) {
        return site(tables, deployment, warmth(tables, deployment));
    }

    /// As it will be once its environment's name points to it.
    Site shown(Tables tables, Deployment deployment) {
        return site(
                tables,
                deployment,
                deployment.environment().isProduction() ? new Warmth.Kept() : new Warmth.Idle());
    }

    /// A project's live deployments as they stand once one of them is gone: none names its files any more.
    void refresh(Tables tables, RoutingChange routes, ProjectName project) {
        tables.deployments().of(project).stream()
                .filter(deployment -> deployment.stage().isLive())
                .forEach(deployment -> routes.update(site(tables, deployment)));
    }

    private Site site(Tables tables, Deployment deployment, Warmth warmth) {
        return new Site(
                deployment.team(),
                deployment.project(),
                deployment.id(),
                deployment.environment(),
                deployment.output().orElseThrow(),
                warmth,
                earlier(tables, deployment),
                tables.scales().of(deployment.project(), deployment.environment()));
    }

    private Warmth warmth(Tables tables, Deployment deployment) {
        if (isProduction(tables, deployment) || isCandidate(tables, deployment)) {
            return new Warmth.Kept();
        }
        return deployment
                .warmUntil()
                .filter(until -> until.isAfter(clock.instant()))
                .<Warmth>map(Warmth.KeptUntil::new)
                .orElseGet(Warmth.Idle::new);
    }

    private static boolean isProduction(Tables tables, Deployment deployment) {
        return tables.aliases().of(deployment.project()).stream()
                .anyMatch(alias ->
                        alias.kind() == Alias.Kind.PRODUCTION
                                && alias.deployment().equals(deployment.id()));
    }

    private static boolean isCandidate(Tables tables, Deployment deployment) {
        return deployment.environment().isProduction()
                && tables.canaries()
                        .find(deployment.id())
                        .filter(trial -> trial.ending().isEmpty())
                        .isPresent();
    }

    private static List<Digest> earlier(Tables tables, Deployment deployment) {
        var shown =
                tables.deployments()
                        .shown(deployment.project(), deployment.environment(), EARLIER + 1);
        return Stream.concat(tried(tables, deployment), shown.stream())
                .filter(other -> !other.id().equals(deployment.id()))
                .map(Deployment::output)
                .flatMap(Optional::stream)
                .filter(output -> !output.equals(deployment.output().orElse(null)))
                .distinct()
                .limit(EARLIER)
                .toList();
    }

    /// The candidate of the canary that is on, or that was the last one: visitors have pages of it. Once it
    /// has become production, its time among those shown counts.
    private static Stream<Deployment> tried(Tables tables, Deployment deployment) {
        return deployment.environment().isProduction()
                ? tables.canaries().latest(deployment.project()).map(Trial::candidate).stream()
                        .flatMap(id -> tables.deployments().find(id).stream())
                        .filter(other -> other.stage().isLive() && other.switched().isEmpty())
                : Stream.empty();
    }

    Instant now() {
        return clock.instant();
    }
}
