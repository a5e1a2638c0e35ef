package dev.freehold.api;

import dev.freehold.model.EnvironmentName;
import dev.freehold.model.Invalid;
import dev.freehold.model.Secret;
import dev.freehold.store.Configuration.Variable;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The variables of environments. Values are answered only to who asks for them in so many words.
final class EnvironmentRoutes {
    private final Rooms rooms;
    private final Requests requests;

    EnvironmentRoutes(Rooms rooms, Requests requests) {
        this.rooms = rooms;
        this.requests = requests;
    }

    void addTo(Routes routes) {
        routes.get("/projects/{project}/env/{environment}", this::all)
                .put("/projects/{project}/env/{environment}/{name}", this::set)
                .delete("/projects/{project}/env/{environment}/{name}", this::remove);
    }

    record Value(@Nullable String value) {}

    private void all(Context request) {
        var found =
                rooms.delivery()
                        .environments()
                        .variables(
                                Guard.caller(request),
                                Requests.project(request),
                                environment(request));
        if ("true".equals(request.queryParam("reveal"))) {
            var values = new LinkedHashMap<String, String>();
            found.forEach((name, value) -> values.put(name, value.reveal()));
            request.header("Cache-Control", "no-store");
            Answers.json(request, Map.of("names", found.keySet(), "values", values));
        } else {
            Answers.json(request, Map.of("names", found.keySet()));
        }
    }

    private void set(Context request) {
        var value = requests.json(request, Value.class).value();
        if (value == null) {
            throw Invalid.because("the request has no value", "send {\"value\": \"…\"}");
        }
        rooms.delivery()
                .environments()
                .set(Guard.caller(request), variable(request), new Secret(value));
        Answers.nothing(request);
    }

    private void remove(Context request) {
        rooms.delivery().environments().remove(Guard.caller(request), variable(request));
        Answers.nothing(request);
    }

    private static Variable variable(Context request) {
        return new Variable(
                Requests.project(request), environment(request), request.pathParam("name"));
    }

    private static EnvironmentName environment(Context request) {
        return new EnvironmentName(request.pathParam("environment"));
    }
}
