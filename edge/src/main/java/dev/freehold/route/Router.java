package dev.freehold.route;

import dev.freehold.output.Output;
import dev.freehold.output.Phase;
import dev.freehold.output.StaticFile;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The routes of one output, compiled once. Immutable, safe for concurrent use. How a request goes
/// through the phases is told in [Walk].
public final class Router {
    private static final RuleTable NO_RULES = RuleTable.compile(List.of());

    private final Places places;
    private final Map<Phase, RuleTable> phases;

    private Router(Places places, Map<Phase, RuleTable> phases) {
        this.places = places;
        this.phases = phases;
    }

    /// @throws dev.freehold.model.FreeholdException INVALID for a rule that is no regular expression
    public static Router compile(Output output) {
        var phases = new EnumMap<Phase, RuleTable>(Phase.class);
        output.routes()
                .byPhase()
                .forEach((phase, rules) -> phases.put(phase, RuleTable.compile(rules)));
        return new Router(new Places(output, Map.of()), phases);
    }

    /// The same routes, with hashed assets of earlier deployments still in reach.
    ///
    /// @param earlier URL path → file, see [HashedAssets#of]
    public Router reaching(Map<String, StaticFile> earlier) {
        return new Router(new Places(places.output(), Map.copyOf(earlier)), phases);
    }

    /// Decides in time that depends on the number of rules, never on the input's shape. Never throws.
    public Decision decide(Request request) {
        if (!FilePaths.isSound(request.path())) {
            return new Decision.Bare(400, ResponseHeaders.NONE);
        }
        return new Walk(this, request).decide();
    }

    /// The output's own page for a failure that came later, or a bare one.
    public Decision failed(Request request, int status) {
        return new Walk(this, request).failed(status);
    }

    Places places() {
        return places;
    }

    RuleTable rules(Phase phase) {
        return phases.getOrDefault(phase, NO_RULES);
    }
}
