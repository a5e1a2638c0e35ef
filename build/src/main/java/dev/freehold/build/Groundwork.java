package dev.freehold.build;

import dev.freehold.output.Runtime;
import dev.freehold.output.Tree;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What has to be done to a source before anything of it can run: its dependencies brought, its code
/// compiled. The user's own `[build]` lines come before what a language would do by itself.
public interface Groundwork {
    /// Why it is done so, a sentence each, for the plan.
    List<String> reasons();

    /// What would be run, a line each; empty where nothing is to be done.
    List<String> shown();

    Ground make(Workshop workshop) throws IOException, InterruptedException;

    /// What a service then stands on.
    ///
    /// @param tree seen at `/app`
    /// @param runtime first on the PATH of all that runs
    /// @param environment plain variables that the language wants, below the user's own
    record Ground(Tree tree, Optional<Runtime> runtime, Map<String, String> environment) {
        public Ground {
            environment = Map.copyOf(environment);
        }
    }
}
