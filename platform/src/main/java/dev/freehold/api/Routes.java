package dev.freehold.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;

/// Adds what is answered, below the API's path.
final class Routes {
    private final RoutesConfig routes;
    private final String prefix;

    Routes(RoutesConfig routes, String prefix) {
        this.routes = routes;
        this.prefix = prefix;
    }

    Routes get(String path, Handler handler) {
        routes.get(prefix + path, handler);
        return this;
    }

    Routes post(String path, Handler handler) {
        routes.post(prefix + path, handler);
        return this;
    }

    Routes put(String path, Handler handler) {
        routes.put(prefix + path, handler);
        return this;
    }

    Routes delete(String path, Handler handler) {
        routes.delete(prefix + path, handler);
        return this;
    }
}
