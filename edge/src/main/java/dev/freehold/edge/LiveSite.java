package dev.freehold.edge;

import dev.freehold.model.Site;
import dev.freehold.output.Output;
import dev.freehold.output.StaticFile;
import dev.freehold.route.Router;
import java.util.Map;

/// A site ready to answer: its routes compiled, its outputs read. Immutable; made once per deployment.
///
/// @param earlierFiles URL path → hashed asset of earlier deployments, for pages loaded before a switch
public record LiveSite(
        Site site, Output output, Router router, Map<String, StaticFile> earlierFiles) {}
