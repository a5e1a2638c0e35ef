package dev.freehold.store;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.Digest;
import dev.freehold.model.EnvironmentName;
import dev.freehold.model.ProjectName;
import dev.freehold.model.TeamId;
import java.time.Instant;
import java.util.Optional;

/// An output with the environment's configuration at one revision. Both never change.
///
/// @param source the digest of the uploaded tree's description, where it was built here
/// @param output the digest of the output's description, once there is one
/// @param configuration the revision of the project's variables that it was made with
/// @param switched when visitors of an environment's name got it last
/// @param warmUntil after a switch away from it: until when it is kept running
public record Deployment(
        DeploymentId id,
        TeamId team,
        ProjectName project,
        EnvironmentName environment,
        Optional<String> branch,
        Optional<String> message,
        String actor,
        Instant created,
        Stage stage,
        Optional<Problem> problem,
        Optional<Digest> source,
        Optional<Digest> output,
        long configuration,
        Optional<DeploymentId> promotedFrom,
        Optional<Instant> switched,
        Optional<Instant> warmUntil) {}
