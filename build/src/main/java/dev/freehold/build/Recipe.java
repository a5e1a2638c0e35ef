package dev.freehold.build;

import dev.freehold.output.Output;
import java.io.IOException;

/// What a builder means to do with a source: as it reads in a plan, and as it is done.
public record Recipe(BuildPlan plan, Making making) {
    /// Makes the output in a workshop.
    public interface Making {
        Output make(Workshop workshop) throws IOException, InterruptedException;
    }
}
