package dev.freehold.route;

import java.util.Map;

/// The response headers that rules set, by lower-case name.
///
/// @param usual go over a file's own headers, and yield to those of a function or service
/// @param important win over those of a function or service, too (`important: true`)
public record ResponseHeaders(Map<String, String> usual, Map<String, String> important) {
    public static final ResponseHeaders NONE = new ResponseHeaders(Map.of(), Map.of());

    public ResponseHeaders {
        usual = Map.copyOf(usual);
        important = Map.copyOf(important);
    }
}
