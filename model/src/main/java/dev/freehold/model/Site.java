package dev.freehold.model;

import java.util.List;
import java.util.Map;

/// One deployment as a snapshot names it: what answers for it, and how warm it is kept.
///
/// @param output the digest of the output's description; the output itself is content like any other
/// @param warmth how its services are kept while nobody asks for them
/// @param earlier outputs whose hashed assets stay reachable for pages loaded before a switch
/// @param scales how many instances services have by the owner's word
public record Site(
        TeamId team,
        ProjectName project,
        DeploymentId deployment,
        EnvironmentName environment,
        Digest output,
        Warmth warmth,
        List<Digest> earlier,
        Map<ServiceName, Scale> scales) {

    public Site {
        earlier = List.copyOf(earlier);
        scales = Map.copyOf(scales);
    }
}
