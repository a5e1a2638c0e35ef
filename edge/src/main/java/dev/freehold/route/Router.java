package dev.freehold.route;

import dev.freehold.output.Output;

/// The routes of one output, compiled once. Immutable.
public final class Router {
    private final Output output;

    private Router(Output output) {
        this.output = output;
    }

    public static Router compile(Output output) {
        return new Router(output);
    }

    /// Decides in time that depends on the number of rules, never on the input's shape.
    public Decision decide(Request request) {
        var file = output.files().get(request.path());
        return file == null
                ? new Decision.Bare(404, java.util.Map.of())
                : new Decision.ServeFile(request.path(), file, 200, java.util.Map.of());
    }
}
