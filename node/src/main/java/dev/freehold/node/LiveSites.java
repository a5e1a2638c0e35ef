package dev.freehold.node;

import dev.freehold.edge.LiveSite;
import dev.freehold.edge.Sites.Answer;
import dev.freehold.model.DeploymentId;
import dev.freehold.model.Site;
import dev.freehold.output.Outputs;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sites with their routes compiled, read once per deployment. Safe for concurrent use: each entry is a
/// future that one thread fills and all others wait for.
final class LiveSites {
    private static final Logger LOG = LoggerFactory.getLogger(LiveSites.class);

    private final Outputs outputs;
    private final Executor readers;
    private final Map<DeploymentId, CompletableFuture<LiveSite>> loaded = new ConcurrentHashMap<>();

    LiveSites(Outputs outputs, Executor readers) {
        this.outputs = outputs;
        this.readers = readers;
    }

    /// At once where it has been read already; never blocks.
    Answer answer(Site site) {
        var live = future(site);
        var now = live.isCompletedExceptionally() ? null : live.getNow(null);
        return now == null ? new Answer.Loading(live) : new Answer.Found(now);
    }

    /// Reads it now, before anybody asks.
    ///
    /// @throws RuntimeException the reader's own, such as the one that tells of a rule that is none
    LiveSite load(Site site) {
        try {
            return future(site).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException reason ? reason : e;
        }
    }

    void forgetUnless(Predicate<DeploymentId> named) {
        loaded.keySet().removeIf(named.negate());
    }

    private CompletableFuture<LiveSite> future(Site site) {
        var known = loaded.get(site.deployment());
        return known != null && isCurrent(known, site)
                ? known
                : loaded.compute(
                        site.deployment(),
                        (_, old) -> old != null && isCurrent(old, site) ? old : read(site, old));
    }

    /// What failed to load is tried again; what the snapshot changed is read anew.
    private static boolean isCurrent(CompletableFuture<LiveSite> live, Site site) {
        return !live.isDone()
                || (!live.isCompletedExceptionally() && live.join().site().equals(site));
    }

    private CompletableFuture<LiveSite> read(Site site, @Nullable CompletableFuture<LiveSite> old) {
        var live = CompletableFuture.supplyAsync(() -> compile(site, compiledBefore(old)), readers);
        live.whenComplete((_, failure) -> {
            if (failure != null) {
                LOG.error("could not read the routes deployment={}", site.deployment(), failure);
            }
        });
        return live;
    }

    private static @Nullable LiveSite compiledBefore(@Nullable CompletableFuture<LiveSite> old) {
        return old == null || old.isCompletedExceptionally() ? null : old.join();
    }

    /// Outputs never change, so routes are compiled again only where the earlier outputs differ.
    private LiveSite compile(Site site, @Nullable LiveSite before) {
        if (before != null && before.site().earlier().equals(site.earlier())) {
            return new LiveSite(site, before.output(), before.router());
        }
        var output = before == null ? outputs.output(site.output()) : before.output();
        return LiveSite.of(site, output, site.earlier().stream().map(outputs::output).toList());
    }
}
