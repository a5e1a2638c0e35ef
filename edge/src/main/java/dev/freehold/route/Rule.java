package dev.freehold.route;

import dev.freehold.output.Route;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// One rule of routing, compiled. Immutable.
final class Rule {
    static final String LOCATION = "location";

    private final Route route;
    private final Pattern source;
    private final Literal literal;
    private final Set<String> methods;
    private final Conditions conditions;
    private final Optional<Template> destination;
    private final Optional<Template> location;
    private final Map<String, Template> headers = new LinkedHashMap<>();

    private Rule(Route route) {
        this.route = route;
        this.source = Pattern.compile(route.source(), route.caseSensitive());
        this.literal = Literal.of(route.source());
        this.methods = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        this.methods.addAll(route.methods());
        this.conditions = Conditions.compile(route.has(), route.missing());
        this.destination = route.destination().filter(d -> !d.isEmpty()).map(Template::of);
        route.headers()
                .forEach((name, value) -> headers.put(Literal.lower(name), Template.of(value)));
        this.location = Optional.ofNullable(headers.remove(LOCATION));
    }

    static Rule compile(Route route) {
        return new Rule(route);
    }

    /// What it caught, if it is for this request at this path.
    Optional<Captures> match(Request request, String path) {
        if (!methods.isEmpty() && !methods.contains(request.method())) {
            return Optional.empty();
        }
        return source.match(path)
                .map(groups -> new Captures(groups, source.names()))
                .filter(captures -> conditions.hold(request, captures));
    }

    Literal literal() {
        return literal;
    }

    Optional<Template> destination() {
        return destination;
    }

    Optional<Template> location() {
        return location;
    }

    Map<String, Template> headers() {
        return headers;
    }

    Optional<Integer> status() {
        return route.status();
    }

    boolean checks() {
        return route.check();
    }

    boolean continues() {
        return route.next() == Route.Next.CONTINUE;
    }

    boolean isImportant() {
        return route.important();
    }

    boolean overrides() {
        return route.override();
    }
}
