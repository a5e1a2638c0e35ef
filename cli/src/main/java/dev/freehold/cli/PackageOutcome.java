package dev.freehold.cli;

import dev.freehold.cli.api.JsonObject;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.ProjectName;

/// What became of one of several packages.
///
/// @param member its folder in the workspace
/// @param nanos how long it took
record PackageOutcome(String member, ProjectName project, End end, long nanos) {
    sealed interface End {}

    record Deployed(JsonObject deployment) implements End {}

    /// @param deployment that is live already
    record Unchanged(JsonObject deployment) implements End {}

    record Planned(JsonObject plan) implements End {}

    record Failed(FreeholdException why) implements End {}

    String word() {
        return switch (end) {
            case Deployed _ -> "deployed";
            case Unchanged _ -> "unchanged";
            case Planned _ -> "would be deployed";
            case Failed _ -> "failed";
        };
    }

    boolean hasFailed() {
        return end instanceof Failed;
    }

    /// Where it answers now; empty where it was not deployed.
    String url() {
        return switch (end) {
            case Deployed(var deployment) -> deployment.findText("url").orElse("");
            case Unchanged(var deployment) -> deployment.findText("url").orElse("");
            case Planned _, Failed _ -> "";
        };
    }
}
