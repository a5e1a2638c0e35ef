package dev.freehold.node;

import dev.freehold.edge.LiveSite;
import dev.freehold.edge.Sites.Answer;
import dev.freehold.model.Blobs;
import dev.freehold.model.DeploymentId;
import dev.freehold.model.Digest;
import dev.freehold.model.Site;
import dev.freehold.output.Output;
import dev.freehold.output.OutputJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Sites with their routes compiled, read once per deployment. Safe for concurrent use: each entry is a
/// future that one thread fills and all others wait for.
final class LiveSites {
    private final Blobs blobs;
    private final Executor readers;
    private final Map<DeploymentId, CompletableFuture<LiveSite>> loaded = new ConcurrentHashMap<>();

    LiveSites(Blobs blobs, Executor readers) {
        this.blobs = blobs;
        this.readers = readers;
    }

    /// At once where it has been read already; never blocks.
    Answer answer(Site site) {
        var live = future(site);
        var now = live.isCompletedExceptionally() ? null : live.getNow(null);
        return now == null ? new Answer.Loading(live) : new Answer.Found(now);
    }

    /// Reads it now, before anybody asks.
    LiveSite load(Site site) {
        return future(site).join();
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
        return CompletableFuture.supplyAsync(() -> compile(site, compiledBefore(old)), readers);
    }

    private static @Nullable LiveSite compiledBefore(@Nullable CompletableFuture<LiveSite> old) {
        return old == null || old.isCompletedExceptionally() ? null : old.join();
    }

    /// Outputs never change, so routes are compiled again only where the earlier outputs differ.
    private LiveSite compile(Site site, @Nullable LiveSite before) {
        if (before != null && before.site().earlier().equals(site.earlier())) {
            return new LiveSite(site, before.output(), before.router());
        }
        var output = before == null ? output(site.output()) : before.output();
        return LiveSite.of(site, output, site.earlier().stream().map(this::output).toList());
    }

    /// A switch makes the output of one site an earlier one of the next: what some live site has is not
    /// read again, which for a thousand files takes longer than the whole switch.
    private Output output(Digest digest) {
        return loaded.values().stream()
                .filter(live -> live.isDone() && !live.isCompletedExceptionally())
                .map(CompletableFuture::join)
                .filter(live -> live.site().output().equals(digest))
                .findFirst()
                .map(LiveSite::output)
                .orElseGet(() -> read(digest));
    }

    private Output read(Digest digest) {
        try {
            return OutputJson.readOutput(Files.readAllBytes(blobs.file(digest)));
        } catch (IOException e) {
            throw new UncheckedIOException("could not read the output " + digest, e);
        }
    }
}
