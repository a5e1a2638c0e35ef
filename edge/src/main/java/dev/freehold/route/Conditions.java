package dev.freehold.route;

import dev.freehold.output.Route.Condition;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A rule's conditions on host, headers, cookies and query (`has` and `missing`), compiled.
record Conditions(List<Compiled> has, List<Compiled> missing) {

    record Compiled(Condition condition, Optional<Pattern> value) {}

    static Conditions compile(List<Condition> has, List<Condition> missing) {
        return new Conditions(
                has.stream().map(Conditions::compile).toList(),
                missing.stream().map(Conditions::compile).toList());
    }

    private static Compiled compile(Condition condition) {
        return new Compiled(condition, condition.value().map(v -> Pattern.compile(v, true)));
    }

    /// Whether all hold; what they caught is added for the destination.
    boolean hold(Request request, Captures captures) {
        for (var one : has) {
            if (!holds(one, request, captures)) {
                return false;
            }
        }
        for (var one : missing) {
            if (values(one.condition(), request).anyMatch(v -> matches(one, v).isPresent())) {
                return false;
            }
        }
        return true;
    }

    private static boolean holds(Compiled one, Request request, Captures captures) {
        for (var value : values(one.condition(), request).toList()) {
            var groups = matches(one, value);
            if (groups.isPresent()) {
                remember(one, value, groups.get(), captures);
                return true;
            }
        }
        return false;
    }

    private static Optional<String[]> matches(Compiled one, String value) {
        return one.value().isEmpty()
                ? Optional.of(new String[] {value})
                : one.value().get().match(value);
    }

    /// Named groups by their names; a condition without any, by its key (`x-user` is `$xuser`).
    private static void remember(Compiled one, String value, String[] groups, Captures captures) {
        var names = one.value().map(Pattern::names).orElse(java.util.Map.of());
        names.forEach((name, group) -> captures.add(name, groups[group]));
        if (names.isEmpty()) {
            captures.add(one.condition().key().replaceAll("[^A-Za-z0-9_]", ""), value);
        }
    }

    private static Stream<String> values(Condition condition, Request request) {
        return switch (condition.kind()) {
            case HOST -> Stream.of(request.host());
            case HEADER -> request.header().apply(Literal.lower(condition.key())).stream();
            case COOKIE ->
                    cookies(request)
                            .filter(c -> c.startsWith(condition.key() + "="))
                            .map(Conditions::afterEquals);
            case QUERY ->
                    Stream.of(request.query().split("&"))
                            .filter(p -> decode(beforeEquals(p)).equals(condition.key()))
                            .map(p -> decode(afterEquals(p)));
        };
    }

    private static Stream<String> cookies(Request request) {
        return request.header().apply("cookie").stream()
                .flatMap(line -> Stream.of(line.split(";")))
                .map(String::strip);
    }

    private static String beforeEquals(String pair) {
        int at = pair.indexOf('=');
        return at < 0 ? pair : pair.substring(0, at);
    }

    private static String afterEquals(String pair) {
        int at = pair.indexOf('=');
        return at < 0 ? "" : pair.substring(at + 1);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
