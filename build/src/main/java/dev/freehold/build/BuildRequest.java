package dev.freehold.build;

import dev.freehold.model.ProjectName;
import dev.freehold.model.Secret;
import dev.freehold.model.TeamId;
import dev.freehold.output.Tree;
import java.util.Map;

/// What is to be built: an uploaded tree, whose files are all in the blobs.
///
/// @param variables of the environment; builds see them, and the plan names those that get baked in
public record BuildRequest(
        TeamId team, ProjectName project, Tree source, Map<String, Secret> variables) {
    public BuildRequest {
        variables = Map.copyOf(variables);
    }
}
