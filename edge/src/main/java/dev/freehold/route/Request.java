package dev.freehold.route;

import java.util.List;
import java.util.function.Function;

/// What routing may look at.
///
/// @param path decoded nowhere, starting with `/`, without the query
/// @param query the raw query without `?`, or empty
/// @param header all values of a header by its lower-case name
public record Request(
        String method,
        String host,
        String path,
        String query,
        Function<String, List<String>> header) {}
