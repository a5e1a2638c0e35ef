package dev.freehold.node;

import dev.freehold.route.Decision;
import java.util.Locale;
import java.util.Optional;

/// The route that a request took, as it is counted and shown.
///
/// @param name which function or service; empty where the kind says it all
record RouteName(Kind kind, String name) {
    static final RouteName OTHER = new RouteName(Kind.OTHER, "");
    private static final RouteName FILES = new RouteName(Kind.FILES, "");
    private static final RouteName PROXIED = new RouteName(Kind.ELSEWHERE, "");
    private static final RouteName REDIRECTS = new RouteName(Kind.REDIRECTS, "");
    private static final RouteName NOTHING = new RouteName(Kind.NOTHING, "");

    enum Kind {
        FILES,
        FUNCTION,
        SERVICE,
        ELSEWHERE,
        REDIRECTS,
        NOTHING,
        OTHER
    }

    static RouteName of(Optional<Decision> decision) {
        return decision.isPresent() ? of(decision.get()) : NOTHING;
    }

    private static RouteName of(Decision decision) {
        return switch (decision) {
            case Decision.ServeFile _ -> FILES;
            case Decision.CallFunction call ->
                    new RouteName(Kind.FUNCTION, call.function().entry());
            case Decision.CallService call -> new RouteName(Kind.SERVICE, call.service().value());
            case Decision.CallElsewhere _ -> PROXIED;
            case Decision.Redirect _ -> REDIRECTS;
            case Decision.Bare _ -> NOTHING;
        };
    }

    @Override
    public String toString() {
        var word = kind.name().toLowerCase(Locale.ROOT);
        return name.isEmpty() ? word : word + " " + name;
    }
}
