package dev.freehold.build.detection;

import dev.freehold.build.Groundwork;
import dev.freehold.build.ServerFiles;
import dev.freehold.build.Source;
import dev.freehold.build.Step;
import dev.freehold.build.Workshop;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The groundwork of a source in no language that is known here: the user's `[build]` lines, if any.
record OwnLines(Source source) implements Groundwork {
    @Override
    public List<String> reasons() {
        return List.of();
    }

    @Override
    public List<String> shown() {
        return steps().map(Step::shown).toList();
    }

    @Override
    public Ground make(Workshop workshop) throws IOException, InterruptedException {
        var steps = steps().toList();
        for (var step : steps) {
            workshop.run(step);
        }
        var tree = steps.isEmpty() ? source.tree() : workshop.collect("", ServerFiles::wanted);
        return new Ground(tree, Optional.empty(), Map.of());
    }

    private Stream<Step> steps() {
        var build = source.configuration().build();
        return Stream.of(build.install(), build.command())
                .flatMap(Optional::stream)
                .map(Step::line);
    }
}
