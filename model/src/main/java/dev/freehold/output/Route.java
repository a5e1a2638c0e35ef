package dev.freehold.output;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One rule of routing, as in Build Output API v3 `routes[]` ("Source").
///
/// @param source a regular expression over the path, anchored at both ends by the reader
/// @param methods HTTP methods it is for; empty is any
/// @param has all of these must hold
/// @param missing none of these may hold
/// @param destination new path, file, function or URL; `$1` and `$name` are replaced
/// @param headers response headers to set, or `location` for a redirect
/// @param status answer with it, or with it for what follows
/// @param next what happens after a match
/// @param check look the new path up again (files, then the phases RESOURCE and on)
/// @param important its headers win over those of the function
/// @param override this match replaces earlier ones' headers and status
public record Route(
        String source,
        boolean caseSensitive,
        List<String> methods,
        List<Condition> has,
        List<Condition> missing,
        Optional<String> destination,
        Map<String, String> headers,
        Optional<Integer> status,
        Next next,
        boolean check,
        boolean important,
        boolean override) {

    /// Whether later rules of the phase are looked at.
    public enum Next {
        STOP,
        CONTINUE
    }

    /// A condition on the request besides its path. Where `value` is empty, presence is enough; else
    /// it is a regular expression over the whole value, whose named groups can be used in the
    /// destination.
    public record Condition(Kind kind, String key, Optional<String> value) {
        public enum Kind {
            HOST,
            HEADER,
            COOKIE,
            QUERY
        }
    }

    public Route {
        methods = List.copyOf(methods);
        has = List.copyOf(has);
        missing = List.copyOf(missing);
        headers = Map.copyOf(headers);
    }

    /// A rule that sends a path elsewhere inside the deployment.
    public static Route rewrite(String source, String destination) {
        return new Route(
                source,
                false,
                List.of(),
                List.of(),
                List.of(),
                Optional.of(destination),
                Map.of(),
                Optional.empty(),
                Next.STOP,
                true,
                false,
                false);
    }

    /// The page for a status, for the phase ERROR.
    public static Route errorPage(int status, String file) {
        return new Route(
                "/.*",
                false,
                List.of(),
                List.of(),
                List.of(),
                Optional.of(file),
                Map.of(),
                Optional.of(status),
                Next.STOP,
                false,
                false,
                false);
    }

    /// Response headers for matching paths; what follows goes on.
    public static Route headers(String source, Map<String, String> headers) {
        return new Route(
                source,
                false,
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                headers,
                Optional.empty(),
                Next.CONTINUE,
                false,
                false,
                false);
    }
}
