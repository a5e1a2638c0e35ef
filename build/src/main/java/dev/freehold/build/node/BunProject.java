package dev.freehold.build.node;

import dev.freehold.build.Groundwork;
import dev.freehold.build.Source;
import dev.freehold.build.Workshop;
import dev.freehold.build.tools.SingleProgram;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// A package whose code runs on Bun. It is installed and built as any other package is, with Node at hand
/// for the tools that ask for it.
record BunProject(Source source) implements Groundwork {
    @Override
    public List<String> reasons() {
        return new NodeProject(source).reasons();
    }

    @Override
    public List<String> shown() {
        return new NodeProject(source).shown();
    }

    String version() {
        return PackageTool.of(source).bunVersion();
    }

    @Override
    public Ground make(Workshop workshop) throws IOException, InterruptedException {
        var bun = workshop.tools().program(SingleProgram.BUN, version(), workshop::say);
        var node = new NodeProject(source);
        var tree = node.steps().isEmpty() ? source.tree() : node.make(workshop).tree();
        return new Ground(tree, Optional.of(bun), node.environment());
    }
}
