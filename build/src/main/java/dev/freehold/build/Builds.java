package dev.freehold.build;

import dev.freehold.output.Output;
import dev.freehold.output.Runtime;

/// Turns sources into outputs. Safe for concurrent use; builds wait for their turn in a queue.
public interface Builds {
    /// What the source is and why, what would be built, run and routed; builds nothing.
    BuildPlan plan(BuildRequest request);

    /// Builds it; interrupting the thread cancels.
    ///
    /// @throws dev.freehold.model.FreeholdException BUILD_FAILED, MISSING_TOOL, INVALID, TIMED_OUT
    Output build(BuildRequest request, BuildLog log);

    /// Brings a runtime that an output names, where it is not here: after a restore, or on another host.
    void provide(Runtime runtime);

    /// Takes what a build says, line by line.
    interface BuildLog {
        void line(String text);
    }
}
