package dev.freehold.output;

import dev.freehold.output.Route.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/// One rule of `routes` in config.json, read and written. What nobody documents stays in here.
final class RouteJson {
    private RouteJson() {}

    static Route read(JsonPlace place) {
        place.checkObject();
        if (place.has("middlewarePath")) {
            throw place.child("middlewarePath")
                    .wrong("needs edge middleware, which is not done yet");
        }
        return new Route(
                place.child("src").text(),
                place.child("caseSensitive").flag(false),
                methods(place.child("methods")),
                conditions(place.child("has")),
                conditions(place.child("missing")),
                place.child("dest").findText(),
                headers(place.child("headers")),
                status(place.child("status")),
                place.child("continue").flag(false) ? Route.Next.CONTINUE : Route.Next.STOP,
                place.child("check").flag(false),
                place.child("important").flag(false),
                place.child("override").flag(false));
    }

    /// Adds the rule's keys to an empty object, leaving away what is so by default.
    static void write(Route route, ObjectNode json) {
        json.put("src", route.source());
        route.destination().ifPresent(to -> json.put("dest", to));
        route.status().ifPresent(status -> json.put("status", status));
        if (!route.methods().isEmpty()) {
            route.methods().forEach(json.putArray("methods")::add);
        }
        if (!route.headers().isEmpty()) {
            var headers = json.putObject("headers");
            new TreeMap<>(route.headers()).forEach(headers::put);
        }
        writeConditions("has", route.has(), json);
        writeConditions("missing", route.missing(), json);
        writeFlags(route, json);
    }

    private static void writeFlags(Route route, ObjectNode json) {
        var flags = new TreeMap<String, Boolean>();
        flags.put("caseSensitive", route.caseSensitive());
        flags.put("continue", route.next() == Route.Next.CONTINUE);
        flags.put("check", route.check());
        flags.put("important", route.important());
        flags.put("override", route.override());
        flags.forEach((name, set) -> {
            if (set) {
                json.put(name, true);
            }
        });
    }

    private static void writeConditions(String name, List<Condition> conditions, ObjectNode json) {
        if (conditions.isEmpty()) {
            return;
        }
        var list = json.putArray(name);
        for (var condition : conditions) {
            var one = list.addObject();
            one.put("type", condition.kind().name().toLowerCase(Locale.ROOT));
            if (condition.kind() != Condition.Kind.HOST) {
                one.put("key", condition.key());
            }
            condition.value().ifPresent(value -> one.put("value", value));
        }
    }

    private static List<String> methods(JsonPlace place) {
        return place.elements().stream()
                .map(method -> method.text().toUpperCase(Locale.ROOT))
                .toList();
    }

    private static Map<String, String> headers(JsonPlace place) {
        return place.texts();
    }

    private static Optional<Integer> status(JsonPlace place) {
        var status = place.findNumber();
        if (status.filter(code -> code < 100 || code > 599).isPresent()) {
            throw place.wrong("must be a status from 100 to 599");
        }
        return status;
    }

    private static List<Condition> conditions(JsonPlace list) {
        var conditions = new ArrayList<Condition>();
        for (var place : list.elements()) {
            var kind = kind(place.child("type"));
            var key = kind == Condition.Kind.HOST ? "" : place.child("key").text();
            conditions.add(new Condition(kind, key, value(place.child("value"))));
        }
        return conditions;
    }

    private static Condition.Kind kind(JsonPlace place) {
        for (var kind : Condition.Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(place.text())) {
                return kind;
            }
        }
        throw place.wrong("must be \"host\", \"header\", \"cookie\" or \"query\"");
    }

    /// A text is an expression; an object says how to compare, which is turned into one.
    private static Optional<String> value(JsonPlace place) {
        if (!place.node().isObject()) {
            return place.findText();
        }
        var comparisons =
                place.members().entrySet().stream()
                        .map(entry -> comparison(entry.getKey(), entry.getValue()))
                        .toList();
        if (comparisons.size() != 1) {
            throw place.wrong("must hold one comparison; several are not done yet");
        }
        return Optional.of(comparisons.getFirst());
    }

    private static String comparison(String operator, JsonPlace with) {
        return switch (operator) {
            case "eq" -> Pattern.quote(scalar(with));
            case "pre" -> Pattern.quote(scalar(with)) + ".*";
            case "suf" -> ".*" + Pattern.quote(scalar(with));
            case "re" -> with.text();
            case "inc" ->
                    with.elements().stream()
                            .map(one -> Pattern.quote(scalar(one)))
                            .collect(Collectors.joining("|"));
            default -> throw with.wrong("is a comparison that is not done yet");
        };
    }

    private static String scalar(JsonPlace place) {
        return place.node().isNumber() ? place.node().asString() : place.text();
    }
}
