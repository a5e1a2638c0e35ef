package dev.freehold.api;

import dev.freehold.model.Invalid;
import dev.freehold.model.Secret;
import dev.freehold.model.TeamId;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The platform itself: whether it lives, and how it stands.
final class PlatformRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(PlatformRoutes.class);

    private final Rooms rooms;
    private final Requests requests;

    PlatformRoutes(Rooms rooms, Requests requests) {
        this.rooms = rooms;
        this.requests = requests;
    }

    void addTo(Routes routes) {
        routes.get("/health", PlatformRoutes::health)
                .get("/status", this::status)
                .get("/doctor", this::doctor)
                .get("/openapi.json", PlatformRoutes::openApi)
                .post("/collect", this::collect)
                .post("/backup", this::backup)
                .post("/shutdown", this::shutdown);
    }

    private static void health(Context request) {
        Answers.json(request, Map.of("ok", true));
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
        var loops = crashLoops(Guard.caller(request).team());
        if (!loops.isEmpty()) {
            status.put("crashLoops", loops);
        }
        Answers.json(request, status);
    }

    private List<String> crashLoops(TeamId team) {
        return rooms.means().provider().list(team).stream()
                .flatMap(id -> rooms.crashLoops(id).stream().map(said -> id + ": " + said))
                .toList();
    }

    private void doctor(Context request) {
        Answers.json(request, Map.of("checks", rooms.doctor().checks()));
    }

    private static void openApi(Context request) throws IOException {
        try (var document = PlatformRoutes.class.getResourceAsStream("openapi.json")) {
            request.contentType("application/json")
                    .result(Objects.requireNonNull(document, "the jar is whole").readAllBytes());
        }
    }

    private void collect(Context request) {
        Answers.json(request, rooms.housekeeping().keep());
    }

    record Sealed(@Nullable String passphrase) {}

    private void backup(Context request) throws IOException {
        var passphrase = requests.json(request, Sealed.class).passphrase();
        if (passphrase == null) {
            throw Invalid.because(
                    "a backup needs a passphrase, which seals its key",
                    "send {\"passphrase\": \"…\"}");
        }
        var prepared = rooms.backup().prepare(new Secret(passphrase));
        request.contentType("application/gzip");
        try {
            prepared.write(request.res().getOutputStream());
        } catch (IOException | RuntimeException e) {
            if (!request.res().isCommitted()) {
                request.res().reset();
                throw e;
            }
            LOG.error("a backup broke off", e);
            breakOff(request);
        }
    }

    /// Once bytes were sent there is no other way to say that more were to come: Jetty takes -1 for "close
    /// the connection in the midst of the answer".
    private static void breakOff(Context request) throws IOException {
        request.res().sendError(-1);
    }

    /// Answers first, so that who asked hears of it.
    private void shutdown(Context request) throws IOException {
        request.status(202);
        request.res().setContentLength(0);
        request.res().flushBuffer();
        Thread.ofPlatform().name("shutdown").start(rooms.shutdown());
    }
}
