package dev.freehold.output;

import dev.freehold.model.FreeholdException;
import dev.freehold.model.Invalid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// A value in a JSON file together with where it stands, so that errors can say so:
/// `config.json: routes[3].status`.
record JsonPlace(JsonNode node, String path) {
    JsonPlace child(String name) {
        return new JsonPlace(node.path(name), path + (path.endsWith(".json") ? ": " : ".") + name);
    }

    boolean has(String name) {
        return node.hasNonNull(name);
    }

    boolean isAbsent() {
        return node.isMissingNode() || node.isNull();
    }

    List<JsonPlace> elements() {
        if (!isAbsent() && !node.isArray()) {
            throw wrong("must be a list");
        }
        var places = new ArrayList<JsonPlace>();
        for (int i = 0; i < node.size(); i++) {
            var place = new JsonPlace(node.path(i), path + "[" + i + "]");
            places.add(place);
        }
        return places;
    }

    /// The values of an object by their names.
    Map<String, JsonPlace> members() {
        if (!isAbsent()) {
            checkObject();
        }
        var places = new HashMap<String, JsonPlace>();
        node.properties()
                .forEach(e ->
                        places.put(
                                e.getKey(),
                                new JsonPlace(e.getValue(), path + "[\"" + e.getKey() + "\"]")));
        return places;
    }

    void checkObject() {
        if (!node.isObject()) {
            throw wrong("must be an object");
        }
    }

    String text() {
        return findText().orElseThrow(() -> wrong("is missing"));
    }

    Optional<String> findText() {
        if (isAbsent()) {
            return Optional.empty();
        }
        if (!node.isString()) {
            throw wrong("must be a text");
        }
        return Optional.of(node.asString());
    }

    boolean flag(boolean byDefault) {
        if (isAbsent()) {
            return byDefault;
        }
        if (!node.isBoolean()) {
            throw wrong("must be true or false");
        }
        return node.asBoolean();
    }

    Optional<Integer> findNumber() {
        if (isAbsent()) {
            return Optional.empty();
        }
        if (!node.isInt()) {
            throw wrong("must be a whole number");
        }
        return Optional.of(node.asInt());
    }

    Map<String, String> texts() {
        var texts = new HashMap<String, String>();
        members().forEach((name, place) -> texts.put(name, place.text()));
        return texts;
    }

    FreeholdException wrong(String what) {
        var shown = node.isValueNode() && !isAbsent() ? " is " + node + " and " : " ";
        return Invalid.because(
                path + shown + what, "let the framework write it again, or correct it by hand");
    }
}
