package dev.freehold.deploy;

import dev.freehold.model.EnvironmentName;
import dev.freehold.model.ProjectName;
import dev.freehold.output.Tree;
import dev.freehold.store.Caller;
import java.util.Optional;

/// Somebody wants a tree to be deployed.
public record DeployRequest(
        Caller caller,
        ProjectName project,
        EnvironmentName environment,
        Optional<String> branch,
        Optional<String> message,
        Tree tree) {}
