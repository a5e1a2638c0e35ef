package dev.freehold.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Adds what is answered, below the API's path.
final class Routes {
    private final RoutesConfig routes;
    private final String prefix;
    private final List<String> added = new ArrayList<>();

    Routes(RoutesConfig routes, String prefix) {
        this.routes = routes;
        this.prefix = prefix;
    }

    Routes get(String path, Handler handler) {
        return add(HandlerType.GET, path, handler);
    }

    Routes post(String path, Handler handler) {
        return add(HandlerType.POST, path, handler);
    }

    Routes put(String path, Handler handler) {
        return add(HandlerType.PUT, path, handler);
    }

    Routes delete(String path, Handler handler) {
        return add(HandlerType.DELETE, path, handler);
    }

    /// `get /projects`, and so on: what was added.
    List<String> list() {
        return List.copyOf(added);
    }

    private Routes add(HandlerType method, String path, Handler handler) {
        routes.addHttpHandler(method, prefix + path, handler);
        added.add(method.name().toLowerCase(Locale.ROOT) + " " + path);
        return this;
    }
}
