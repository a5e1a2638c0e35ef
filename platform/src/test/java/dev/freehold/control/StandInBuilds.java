package dev.freehold.control;

import dev.freehold.build.BuildPlan;
import dev.freehold.build.BuildRequest;
import dev.freehold.build.Builds;
import dev.freehold.model.Blobs;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.ServiceName;
import dev.freehold.output.Command;
import dev.freehold.output.Limits;
import dev.freehold.output.Output;
import dev.freehold.output.OutputJson;
import dev.freehold.output.Routes;
import dev.freehold.output.Scaling;
import dev.freehold.output.Schedule;
import dev.freehold.output.Service;
import dev.freehold.output.StaticFile;
import dev.freehold.output.Tree;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// Builds files as they are; `server.js` makes a web service, `release.js` a release step, `worker.js` a worker,
/// `lambda.js` functions, `broken` a failure, and `slow` one that waits until it is told to go on. A line of
/// `schedules` is one: `nightly|0 3 * * *|GET /cron`, or a command in place of the GET.
final class StandInBuilds implements Builds {
    final AtomicInteger builds = new AtomicInteger();
    final CountDownLatch slowBegan = new CountDownLatch(1);
    final CountDownLatch slowMayEnd = new CountDownLatch(1);
    private final Blobs blobs;

    StandInBuilds(Blobs blobs) {
        this.blobs = blobs;
    }

    @Override
    public BuildPlan plan(BuildRequest request) {
        return new BuildPlan(
                "static", List.of("there is no package.json"), List.of(), List.of(), List.of());
    }

    @Override
    public Output build(BuildRequest request, BuildLog log) {
        builds.incrementAndGet();
        var entries = request.source().entries();
        log.line("building " + entries.size() + " files");
        if (entries.containsKey("broken")) {
            throw new FreeholdException(
                    ErrorCode.BUILD_FAILED, "the build ended with status 1", "mend it");
        }
        if (entries.containsKey("slow")) {
            awaitGoAhead();
        }
        return output(request.source());
    }

    private void awaitGoAhead() {
        slowBegan.countDown();
        try {
            slowMayEnd.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FreeholdException(ErrorCode.CANCELLED, "the build was cancelled", "", e);
        }
    }

    private Output output(Tree source) {
        var files = new HashMap<String, StaticFile>();
        source.entries()
                .forEach((path, entry) -> {
                    if (entry instanceof Tree.File file) {
                        files.put("/" + path, new StaticFile(file.digest(), file.size()));
                    }
                });
        var services = new HashMap<ServiceName, Service>();
        var tree = tree(source);
        if (source.entries().containsKey("server.js")) {
            services.put(ServiceName.WEB, service("web", Service.Kind.WEB, tree));
        }
        if (source.entries().containsKey("release.js")) {
            services.put(
                    new ServiceName("release"), service("release", Service.Kind.RELEASE, tree));
        }
        if (source.entries().containsKey("worker.js")) {
            services.put(new ServiceName("worker"), service("worker", Service.Kind.WORKER, tree));
        }
        if (source.entries().containsKey("lambda.js")) {
            services.put(Service.LAMBDA, service("lambda", Service.Kind.WEB, tree));
        }
        return new Output(
                files,
                Routes.NONE,
                Map.of(),
                services,
                services.isEmpty() ? Optional.empty() : Optional.of(ServiceName.WEB),
                List.of(),
                List.of("API_URL"),
                schedules(source));
    }

    private List<Schedule> schedules(Tree source) {
        if (!(source.entries().get("schedules") instanceof Tree.File file)) {
            return List.of();
        }
        try (var lines = Files.lines(blobs.file(file.digest()))) {
            return lines.map(StandInBuilds::schedule).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Schedule schedule(String line) {
        var parts = List.of(line.split("\\|"));
        var does = parts.getLast();
        return new Schedule(
                parts.getFirst(),
                parts.get(1),
                Schedule.USUAL_ZONE,
                does.startsWith("GET ")
                        ? new Schedule.Task.Visit(does.substring(4))
                        : new Schedule.Task.Run(new Command.Line(does)),
                Schedule.USUAL_LIMIT);
    }

    private dev.freehold.model.Digest tree(Tree source) {
        try {
            return blobs.put(new ByteArrayInputStream(OutputJson.write(source)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Service service(String name, Service.Kind kind, dev.freehold.model.Digest tree) {
        return new Service(
                new ServiceName(name),
                kind,
                tree,
                new Command.Arguments(List.of("node", name + ".js")),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Scaling.DEFAULT,
                Limits.DEFAULT);
    }

    @Override
    public void provide(dev.freehold.output.Runtime runtime) {}
}
