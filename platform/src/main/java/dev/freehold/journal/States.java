package dev.freehold.journal;

import dev.freehold.store.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// How things stand, by subject; empty is "not there".
public record States(Map<Subject, Optional<String>> bySubject) {
    public static final States NONE = new States(Map.of());

    public States {
        bySubject = Map.copyOf(bySubject);
    }

    public static States of(Subject subject, Optional<String> state) {
        return new States(Map.of(subject, state));
    }

    public States with(Subject subject, Optional<String> state) {
        var more = new HashMap<>(bySubject);
        more.put(subject, state);
        return new States(more);
    }

    /// As JSON with sorted members, the form that is chained by digest.
    String json() {
        SortedMap<String, Optional<String>> sorted = new TreeMap<>();
        bySubject.forEach((subject, state) -> sorted.put(subject.toString(), state));
        return Json.text(sorted);
    }

    static States parse(String json) {
        var states = new HashMap<Subject, Optional<String>>();
        for (var entry : Json.read(json, Map.class).entrySet()) {
            var member = (Map.Entry<?, ?>) entry;
            states.put(
                    Subject.parse((String) member.getKey()),
                    Optional.ofNullable((String) member.getValue()));
        }
        return new States(states);
    }
}
