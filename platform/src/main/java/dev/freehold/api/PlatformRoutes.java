package dev.freehold.api;

import io.javalin.http.Context;
import java.util.LinkedHashMap;

/// The platform itself: whether it lives, and how it stands.
final class PlatformRoutes {
    private final Rooms rooms;

    PlatformRoutes(Rooms rooms) {
        this.rooms = rooms;
    }

    void addTo(Routes routes) {
        routes.get("/health", PlatformRoutes::health)
                .get("/status", this::status)
                .post("/shutdown", this::shutdown);
    }

    private static void health(Context request) {
        Answers.json(request, java.util.Map.of("ok", true));
    }

    private void status(Context request) {
        var means = rooms.means();
        var snapshot = rooms.delivery().routing().current();
        var status = new LinkedHashMap<String, Object>();
        status.put("version", means.version());
        status.put("edgeUrl", means.addresses().edge());
        status.put("domain", means.addresses().domain());
        status.put("dataFolder", means.folder().root().toString());
        status.put("actor", Guard.caller(request).actor());
        status.put("deploymentsLive", snapshot.sites().size());
        status.put("names", snapshot.aliases().size());
        status.put("revision", snapshot.revision().toString());
        status.put("deploying", !rooms.delivery().deploys().isIdle());
        Answers.json(request, status);
    }

    /// Answers first, so that who asked hears of it.
    private void shutdown(Context request) {
        request.status(202);
        Thread.ofPlatform().name("shutdown").start(rooms.shutdown());
    }
}
