package dev.freehold.run;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.ServiceName;
import java.time.Duration;
import java.time.Instant;

/// One request that was passed on to an instance, as the edge saw it. Its query is left out: secrets
/// travel there.
///
/// @param instance the last one that it was sent to; empty where none could take it
/// @param at when it was over
/// @param status as sent, or 499 where the visitor went away before
/// @param bytes of the response's body
public record RequestLine(
        Instant at,
        String id,
        DeploymentId deployment,
        ServiceName service,
        String instance,
        String method,
        String path,
        int status,
        Duration duration,
        long bytes) {}
