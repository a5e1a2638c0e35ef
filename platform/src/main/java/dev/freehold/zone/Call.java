package dev.freehold.zone;

import java.net.URI;
import java.util.Map;
import java.util.TreeMap;

/// A request to a provider, whole before it is sent.
///
/// @param body empty where it has none
record Call(String method, URI uri, Map<String, String> headers, String body) {
    Call {
        headers = Map.copyOf(headers);
    }

    Call with(String header, String value) {
        var more = new TreeMap<>(headers);
        more.put(header, value);
        return new Call(method, uri, more, body);
    }

    /// Names no header: there are secrets among them.
    @Override
    public String toString() {
        return method + " " + uri;
    }
}
