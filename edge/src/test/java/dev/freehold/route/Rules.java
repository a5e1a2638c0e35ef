package dev.freehold.route;

import dev.freehold.model.Digest;
import dev.freehold.model.ServiceName;
import dev.freehold.output.Function;
import dev.freehold.output.Output;
import dev.freehold.output.Phase;
import dev.freehold.output.Route;
import dev.freehold.output.Route.Condition;
import dev.freehold.output.Routes;
import dev.freehold.output.StaticFile;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// A site's files, functions and rules, said shortly, and what a request to it gets, as one line.
final class Rules {
    private final Map<String, StaticFile> files = new LinkedHashMap<>();
    private final Map<String, Function> functions = new LinkedHashMap<>();
    private final Map<Phase, List<Route>> phases = new EnumMap<>(Phase.class);
    private final Map<String, StaticFile> earlier = new LinkedHashMap<>();
    private Optional<ServiceName> fallback = Optional.empty();

    static Rules site(String... files) {
        var rules = new Rules();
        for (var file : files) {
            rules.files.put(file, file(file));
        }
        return rules;
    }

    Rules functions(String... paths) {
        for (var path : paths) {
            functions.put(
                    path, new Function(new ServiceName("functions"), path.substring(1) + ".js"));
        }
        return this;
    }

    Rules earlier(String... paths) {
        for (var path : paths) {
            earlier.put(path, file(path));
        }
        return this;
    }

    Rules fallback(String service) {
        fallback = Optional.of(new ServiceName(service));
        return this;
    }

    Rules in(Phase phase, RouteUnderTest... routes) {
        for (var route : routes) {
            phases.computeIfAbsent(phase, _ -> new ArrayList<>()).add(route.route());
        }
        return this;
    }

    Router router() {
        return Router.compile(
                        new Output(
                                files,
                                new Routes(phases),
                                functions,
                                Map.of(),
                                fallback,
                                List.of(),
                                List.of()))
                .reaching(earlier);
    }

    /// `200 /index.html`, `308 → /new`, `404`, `call functions api/hello.js /api/hello?a=b`.
    String answers(String request) {
        var parts = request.split(" ", 2);
        return parts.length == 1
                ? answers(Request.of("GET", request))
                : answers(Request.of(parts[0], parts[1]));
    }

    String answers(Request request) {
        return line(router().decide(request));
    }

    static Request asked(String path, String host, Map<String, String> headers) {
        var plain = Request.of("GET", path);
        return new Request(
                "GET",
                host,
                plain.path(),
                plain.query(),
                name -> headers.containsKey(name) ? List.of(headers.get(name)) : List.of());
    }

    static String line(Decision decision) {
        var headers = new TreeMap<>(decision.headers().usual());
        headers.putAll(decision.headers().important());
        return what(decision) + (headers.isEmpty() ? "" : " " + headers);
    }

    private static String what(Decision decision) {
        return switch (decision) {
            case Decision.ServeFile file -> file.status() + " " + file.path();
            case Decision.Redirect to -> to.status() + " → " + to.location();
            case Decision.Bare bare -> String.valueOf(bare.status());
            case Decision.CallElsewhere there -> "proxy " + there.url();
            case Decision.CallService call -> "call " + call.service() + " " + target(call.call());
            case Decision.CallFunction call ->
                    "call "
                            + call.function().service()
                            + " "
                            + call.function().entry()
                            + " "
                            + target(call.call());
        };
    }

    private static String target(Decision.Call call) {
        return call.target() + (call.status().isPresent() ? " as " + call.status().getAsInt() : "");
    }

    private static StaticFile file(String path) {
        return new StaticFile(
                Digest.sha256(path.getBytes(java.nio.charset.StandardCharsets.UTF_8)), 1);
    }

    static RouteUnderTest route(String source) {
        return new RouteUnderTest(
                new Route(
                        source,
                        false,
                        List.of(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Map.of(),
                        Optional.empty(),
                        Route.Next.STOP,
                        false,
                        false,
                        false));
    }

    /// A rule that grows word by word.
    record RouteUnderTest(Route route) {
        RouteUnderTest to(String destination) {
            return with(r -> copy(r, Optional.of(destination), r.headers(), r.status(), r.next()));
        }

        RouteUnderTest status(int status) {
            return with(r -> copy(r, r.destination(), r.headers(), Optional.of(status), r.next()));
        }

        RouteUnderTest header(String name, String value) {
            return with(r -> copy(r, r.destination(), Map.of(name, value), r.status(), r.next()));
        }

        RouteUnderTest goOn() {
            return with(
                    r -> copy(r, r.destination(), r.headers(), r.status(), Route.Next.CONTINUE));
        }

        RouteUnderTest check() {
            return with(r -> flags(r, r.caseSensitive(), true, r.important(), r.override()));
        }

        RouteUnderTest important() {
            return with(r -> flags(r, r.caseSensitive(), r.check(), true, r.override()));
        }

        RouteUnderTest override() {
            return with(r -> flags(r, r.caseSensitive(), r.check(), r.important(), true));
        }

        RouteUnderTest caseSensitive() {
            return with(r -> flags(r, true, r.check(), r.important(), r.override()));
        }

        RouteUnderTest methods(String... methods) {
            return with(r -> conditions(r, List.of(methods), r.has(), r.missing()));
        }

        RouteUnderTest has(Condition.Kind kind, String key, String value) {
            return with(r ->
                    conditions(r, r.methods(), List.of(condition(kind, key, value)), r.missing()));
        }

        RouteUnderTest missing(Condition.Kind kind, String key, String value) {
            return with(
                    r -> conditions(r, r.methods(), r.has(), List.of(condition(kind, key, value))));
        }

        private static Condition condition(Condition.Kind kind, String key, String value) {
            return new Condition(kind, key, Optional.of(value).filter(v -> !v.isEmpty()));
        }

        private RouteUnderTest with(UnaryOperator<Route> change) {
            return new RouteUnderTest(change.apply(route));
        }

        private static Route copy(
                Route r,
                Optional<String> destination,
                Map<String, String> headers,
                Optional<Integer> status,
                Route.Next next) {
            return new Route(
                    r.source(),
                    r.caseSensitive(),
                    r.methods(),
                    r.has(),
                    r.missing(),
                    destination,
                    headers,
                    status,
                    next,
                    r.check(),
                    r.important(),
                    r.override());
        }

        private static Route flags(
                Route r,
                boolean caseSensitive,
                boolean check,
                boolean important,
                boolean override) {
            return new Route(
                    r.source(),
                    caseSensitive,
                    r.methods(),
                    r.has(),
                    r.missing(),
                    r.destination(),
                    r.headers(),
                    r.status(),
                    r.next(),
                    check,
                    important,
                    override);
        }

        private static Route conditions(
                Route r, List<String> methods, List<Condition> has, List<Condition> missing) {
            return new Route(
                    r.source(),
                    r.caseSensitive(),
                    methods,
                    has,
                    missing,
                    r.destination(),
                    r.headers(),
                    r.status(),
                    r.next(),
                    r.check(),
                    r.important(),
                    r.override());
        }
    }
}
