package dev.freehold.build;

import dev.freehold.build.tools.Tools;
import dev.freehold.model.Blobs;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.Invalid;
import dev.freehold.output.Output;
import dev.freehold.output.Runtime;
import dev.freehold.sandbox.Sandbox;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.UUID;

/// Builds in the sandbox of this machine: the first builder that knows the source makes the output.
public final class SandboxedBuilds implements Builds {
    private final Workshop.Equipment equipment;
    private final BuildQueue queue;
    private final ProjectTurns turns = new ProjectTurns();
    private final List<Builder> builders;

    /// @param builders in the order in which they are asked; the last knows everything
    public SandboxedBuilds(
            BuildSettings settings, Blobs blobs, Sandbox sandbox, List<Builder> builders) {
        var tools = new Tools(settings.folders().runtimes(), settings.environment());
        this.equipment = new Workshop.Equipment(settings, blobs, sandbox, tools);
        this.queue = new BuildQueue(settings.together());
        this.builders = List.copyOf(builders);
        Leftovers.of(settings, sandbox).clear();
    }

    @Override
    public BuildPlan plan(BuildRequest request) {
        var source = source(request);
        var recipe = detect(source);
        return recipe.plan().with(Scheduled.by(source, recipe));
    }

    @Override
    public Output build(BuildRequest request, BuildLog log) {
        try {
            var source = source(request);
            var recipe = detect(source);
            var schedules = Scheduled.by(source, recipe);
            recipe.plan().reasons().forEach(log::line);
            var output = make(recipe, request, source, log);
            return Scheduled.over(Finish.finished(output, request, source, recipe), schedules);
        } catch (ClosedByInterruptException e) {
            throw cancelled(e);
        } catch (IOException e) {
            throw new FreeholdException(
                    ErrorCode.INTERNAL,
                    "the build could not work on its files: " + e,
                    "see whether the data folder is full or read-only",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cancelled(e);
        }
    }

    @Override
    public void provide(Runtime runtime) {
        try {
            equipment.tools().provide(runtime);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cancelled(e);
        }
    }

    private static FreeholdException cancelled(Exception cause) {
        return new FreeholdException(
                ErrorCode.CANCELLED,
                "the build was cancelled",
                "deploy again when you like",
                cause);
    }

    private Source source(BuildRequest request) {
        if (request.source().entries().isEmpty()) {
            throw Invalid.because(
                    "there is no file in this project",
                    "deploy a folder with at least an index.html; see also what .freeholdignore and .gitignore leave out");
        }
        return new Source(request.source(), equipment.blobs());
    }

    private Recipe detect(Source source) {
        return builders.stream()
                .flatMap(builder -> builder.detect(source).stream())
                .findFirst()
                .orElseThrow();
    }

    /// Plain files are at hand at once; who needs commands waits for a turn.
    private Output make(Recipe recipe, BuildRequest request, Source source, BuildLog log)
            throws IOException, InterruptedException {
        var workshop = new Workshop(equipment, request, source, log, freshId());
        if (recipe.plan().build().isEmpty()) {
            return makeIn(workshop, recipe);
        }
        try (var _ = turns.take(request, log)) {
            return makeInQueue(workshop, recipe);
        }
    }

    private Output makeInQueue(Workshop workshop, Recipe recipe)
            throws IOException, InterruptedException {
        workshop.waitIn(queue);
        try {
            return makeIn(workshop, recipe);
        } finally {
            queue.leave();
        }
    }

    private static Output makeIn(Workshop workshop, Recipe recipe)
            throws IOException, InterruptedException {
        try (workshop) {
            return recipe.making().make(workshop);
        }
    }

    private static String freshId() {
        return "build-" + UUID.randomUUID().toString().substring(0, 13);
    }
}
