package dev.freehold.cli.api;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A JSON object as the API sends it, asked for its members by name.
public record JsonObject(Map<String, Object> members) {

    static JsonObject of(Map<?, ?> map) {
        var members = new LinkedHashMap<String, Object>();
        map.forEach((name, value) -> members.put(String.valueOf(name), value));
        return new JsonObject(members);
    }

    /// @throws FreeholdException INTERNAL where the platform left it out
    public String text(String name) {
        return findText(name).orElseThrow(() -> missing(name));
    }

    /// The member as text, where it is there; numbers and booleans as JSON writes them.
    public Optional<String> findText(String name) {
        var value = members.get(name);
        return value == null || value instanceof Map || value instanceof List
                ? Optional.empty()
                : Optional.of(value.toString());
    }

    public long number(String name) {
        if (members.get(name) instanceof Number number) {
            return number.longValue();
        }
        throw missing(name);
    }

    public boolean flag(String name) {
        return Boolean.TRUE.equals(members.get(name));
    }

    public Optional<JsonObject> findObject(String name) {
        return members.get(name) instanceof Map<?, ?> map ? Optional.of(of(map)) : Optional.empty();
    }

    /// The objects of a list; empty where there is none.
    public List<JsonObject> objects(String name) {
        return members.get(name) instanceof List<?> list ? objectsOf(list) : List.of();
    }

    /// The texts of a list; empty where there is none.
    public List<String> texts(String name) {
        var texts = new ArrayList<String>();
        if (members.get(name) instanceof List<?> list) {
            list.forEach(element -> texts.add(String.valueOf(element)));
        }
        return texts;
    }

    /// The objects of a JSON list, alone or as the one list within an object.
    static List<JsonObject> objectsOf(Object json) {
        var objects = new ArrayList<JsonObject>();
        if (json instanceof List<?> list) {
            for (var element : list) {
                if (element instanceof Map<?, ?> map) {
                    objects.add(of(map));
                }
            }
        } else if (json instanceof Map<?, ?> map) {
            for (var member : map.values()) {
                objects.addAll(member instanceof List<?> ? objectsOf(member) : List.of());
            }
        }
        return objects;
    }

    private static FreeholdException missing(String name) {
        return new FreeholdException(
                ErrorCode.INTERNAL,
                "the platform's answer has no \"" + name + "\"",
                "use a freehold command of the platform's own version");
    }
}
