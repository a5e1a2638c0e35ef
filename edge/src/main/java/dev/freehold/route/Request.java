package dev.freehold.route;

import java.util.List;
import java.util.function.Function;

/// What routing may look at.
///
/// @param host without a port, in lower case
/// @param path decoded nowhere, starting with `/`, without the query
/// @param query the raw query without `?`, or empty
/// @param header all values of a header by its lower-case name
public record Request(
        String method,
        String host,
        String path,
        String query,
        Function<String, List<String>> header) {

    /// A request without headers.
    public static Request of(String method, String path) {
        int mark = path.indexOf('?');
        return new Request(
                method,
                "localhost",
                mark < 0 ? path : path.substring(0, mark),
                mark < 0 ? "" : path.substring(mark + 1),
                _ -> List.of());
    }

    /// GET and HEAD, which get the same answer.
    public boolean reads() {
        return method.equals("GET") || method.equals("HEAD");
    }
}
