package dev.freehold.model;

import java.util.List;

/// One deployment as a snapshot names it: what answers for it, and how warm it is kept.
///
/// @param output the digest of the output's description; the output itself is content like any other
/// @param warmth how its services are kept while nobody asks for them
/// @param earlier outputs whose hashed assets stay reachable for pages loaded before a switch
public record Site(
        TeamId team,
        ProjectName project,
        DeploymentId deployment,
        EnvironmentName environment,
        Digest output,
        Warmth warmth,
        List<Digest> earlier) {

    public Site {
        earlier = List.copyOf(earlier);
    }
}
