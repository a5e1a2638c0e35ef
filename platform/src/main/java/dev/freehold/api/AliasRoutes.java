package dev.freehold.api;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.HostName;
import dev.freehold.model.Invalid;
import dev.freehold.store.Alias;
import io.javalin.http.Context;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Host names.
final class AliasRoutes {
    private final Rooms rooms;
    private final Requests requests;

    AliasRoutes(Rooms rooms, Requests requests) {
        this.rooms = rooms;
        this.requests = requests;
    }

    void addTo(Routes routes) {
        routes.get("/projects/{project}/aliases", this::all)
                .put("/projects/{project}/aliases/{host}", this::set)
                .delete("/projects/{project}/aliases/{host}", this::remove);
    }

    /// Either.
    ///
    /// @param follows `production`: each deployment to it moves the name
    record Target(@Nullable String deployment, @Nullable String follows) {}

    record AliasView(String host, String deployment, String kind, URI url) {}

    private void all(Context request) {
        var names = rooms.delivery().names().of(Guard.caller(request), Requests.project(request));
        Answers.json(request, Map.of("aliases", names.stream().map(this::view).toList()));
    }

    private void set(Context request) {
        var names = rooms.delivery().names();
        var caller = Guard.caller(request);
        var project = Requests.project(request);
        var target = requests.json(request, Target.class);
        var alias =
                "production".equals(target.follows())
                        ? names.follow(caller, project, host(request))
                        : names.set(caller, project, host(request), named(target));
        Answers.json(request, view(alias));
    }

    private static DeploymentId named(Target target) {
        if (target.deployment() == null) {
            throw Invalid.because(
                    "the request names no deployment",
                    "send {\"deployment\": \"…\"} or {\"follows\": \"production\"}");
        }
        return new DeploymentId(target.deployment());
    }

    private void remove(Context request) {
        rooms.delivery()
                .names()
                .remove(Guard.caller(request), Requests.project(request), host(request));
        Answers.nothing(request);
    }

    private AliasView view(Alias alias) {
        return new AliasView(
                alias.host().value(),
                alias.deployment().value(),
                alias.kind().name().toLowerCase(Locale.ROOT),
                rooms.means().addresses().url(alias.host()));
    }

    private static HostName host(Context request) {
        return new HostName(request.pathParam("host"));
    }
}
