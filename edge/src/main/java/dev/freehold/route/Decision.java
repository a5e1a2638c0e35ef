package dev.freehold.route;

import dev.freehold.model.ServiceName;
import dev.freehold.output.Function;
import dev.freehold.output.StaticFile;
import java.util.OptionalInt;

/// What a request gets. Every case carries the response headers that rules set.
public sealed interface Decision {
    ResponseHeaders headers();

    /// A file, with 200 or the status that a rule set.
    ///
    /// @param path the file's own path, decoded, which may not be the request's
    record ServeFile(String path, StaticFile file, int status, ResponseHeaders headers)
            implements Decision {}

    /// A web service gets the request as it was sent, or with the path and query of a rule.
    record CallService(ServiceName service, Call call, ResponseHeaders headers)
            implements Decision {}

    /// A function gets the request.
    record CallFunction(Function function, Call call, ResponseHeaders headers)
            implements Decision {}

    /// A rule proxies to another host, `https://…`.
    record CallElsewhere(String url, ResponseHeaders headers) implements Decision {}

    /// Go elsewhere: 301, 302, 303, 307 or 308.
    record Redirect(int status, String location, ResponseHeaders headers) implements Decision {}

    /// Nothing answers, or a rule says just a status: our own plain page.
    record Bare(int status, ResponseHeaders headers) implements Decision {}

    /// What an upstream is asked for.
    ///
    /// @param path as in a request line, never decoded
    /// @param query without `?`, or empty
    /// @param status in place of the upstream's own 200, where a rule says so
    record Call(String path, String query, OptionalInt status) {
        public String target() {
            return query.isEmpty() ? path : path + "?" + query;
        }
    }
}
