package dev.freehold.edge;

import dev.freehold.model.Site;
import dev.freehold.output.Output;
import dev.freehold.route.HashedAssets;
import dev.freehold.route.Router;
import java.util.List;

/// A site ready to answer: its routes compiled, its outputs read. Immutable; made once per deployment.
public record LiveSite(Site site, Output output, Router router) {

    /// @param earlier the outputs whose hashed assets stay reachable, the newest first
    /// @throws dev.freehold.model.FreeholdException INVALID for a rule that is no regular expression
    public static LiveSite of(Site site, Output output, List<Output> earlier) {
        return new LiveSite(
                site, output, Router.compile(output).reaching(HashedAssets.of(earlier)));
    }
}
