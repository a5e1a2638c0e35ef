package dev.freehold.build;

import dev.freehold.output.Output;
import dev.freehold.output.Schedule;
import java.io.IOException;
import java.util.List;

/// What a builder means to do with a source: as it reads in a plan, and as it is done.
///
/// @param crons what an output that is ready wants done by the clock
public record Recipe(BuildPlan plan, Making making, List<Schedule> crons) {
    public Recipe {
        crons = List.copyOf(crons);
    }

    public Recipe(BuildPlan plan, Making making) {
        this(plan, making, List.of());
    }

    /// Makes the output in a workshop.
    public interface Making {
        Output make(Workshop workshop) throws IOException, InterruptedException;
    }
}
