package dev.freehold.api;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinBindException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/// The door at /api/v1: one visible list of what it answers.
public final class Api implements AutoCloseable {
    private final Settings settings;
    private final List<String> routes = new ArrayList<>();
    private final Javalin server;

    public Api(Settings settings, Rooms rooms) {
        this.settings = settings;
        this.server = Javalin.create(config -> configure(config, settings, rooms));
    }

    /// @throws FreeholdException UNAVAILABLE where its port is taken
    public void start() {
        try {
            server.start();
        } catch (JavalinBindException e) {
            throw new FreeholdException(
                    ErrorCode.UNAVAILABLE,
                    "the API can't listen on port " + settings.port() + ": it is taken",
                    "end what listens there, or choose another with --api-port (0 takes a free one)",
                    e);
        }
    }

    /// What it answers: `get /projects`, and so on.
    public List<String> routes() {
        return routes;
    }

    public URI url() {
        return URI.create("http://" + settings.host() + ":" + server.port());
    }

    @Override
    public void close() {
        server.stop();
    }

    private void configure(JavalinConfig config, Settings settings, Rooms rooms) {
        config.concurrency.useVirtualThreads = true;
        config.startup.showJavalinBanner = false;
        config.startup.startupWatcherEnabled = false;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.jetty.host = settings.host();
        config.jetty.port = settings.port();
        config.jetty.modifyServer(server -> server.setStopTimeout(0));
        config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
        config.routes.before(new Guard(settings, rooms.access()));
        Problems.answer(config.routes);
        var list = new Routes(config.routes, "/api/v1");
        addRoutes(list, new Requests(settings), rooms);
        var likeLambda = new Routes(config.routes, "/2015-03-31");
        new InvokeRoutes(rooms).addTo(likeLambda);
        new TrafficRoutes(rooms).addMetricsTo(new Routes(config.routes, ""));
        routes.addAll(list.list());
        routes.addAll(likeLambda.list());
    }

    private static void addRoutes(Routes routes, Requests requests, Rooms rooms) {
        new PlatformRoutes(rooms, requests).addTo(routes);
        new BlobRoutes(rooms, requests).addTo(routes);
        new ProjectRoutes(rooms, requests).addTo(routes);
        new DeploymentRoutes(rooms, requests).addTo(routes);
        new CanaryRoutes(rooms, requests).addTo(routes);
        new EnvironmentRoutes(rooms, requests).addTo(routes);
        new AliasRoutes(rooms, requests).addTo(routes);
        new DomainRoutes(rooms, requests).addTo(routes);
        new LogRoutes(rooms).addTo(routes);
        new RunningRoutes(rooms, requests).addTo(routes);
        new TrafficRoutes(rooms).addTo(routes);
        new ScaleRoutes(rooms, requests).addTo(routes);
        new ScheduleRoutes(rooms).addTo(routes);
        new ChangeRoutes(rooms).addTo(routes);
    }
}
