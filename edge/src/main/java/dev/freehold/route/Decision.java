package dev.freehold.route;

import dev.freehold.model.ServiceName;
import dev.freehold.output.Function;
import dev.freehold.output.StaticFile;
import java.util.Map;

/// What a request gets. Every case carries the response headers that rules set.
public sealed interface Decision {
    Map<String, String> headers();

    /// A file, with 200 or the status that a rule set.
    record ServeFile(String path, StaticFile file, int status, Map<String, String> headers)
            implements Decision {}

    /// A web service gets the request, with this path and query.
    record CallService(ServiceName service, String path, String query, Map<String, String> headers)
            implements Decision {}

    /// A function gets the request.
    record CallFunction(Function function, String path, String query, Map<String, String> headers)
            implements Decision {}

    /// A rule proxies to another host.
    record CallElsewhere(String url, Map<String, String> headers) implements Decision {}

    record Redirect(int status, String location, Map<String, String> headers) implements Decision {}

    /// Nothing answers, or a rule says just a status: our own plain page.
    record Bare(int status, Map<String, String> headers) implements Decision {}
}
