package dev.freehold.run;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.ServiceName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Log lines, oldest first, and the cursor to ask for what comes next.
public record LogPage(List<Line> lines, String cursor) {
    /// One line, and all that is known of it.
    ///
    /// @param time when it was written, to within a fifth of a second, or as it says itself
    /// @param until whether nobody was there to see it: then it may be older than that
    /// @param request the id of the request that it belongs to
    /// @param answered where it is the edge's line about a request
    public record Line(
            DeploymentId deployment,
            ServiceName service,
            String instance,
            Instant time,
            boolean until,
            LogLevel level,
            Optional<String> request,
            Optional<RequestLine> answered,
            String text) {}

    public LogPage {
        lines = List.copyOf(lines);
    }
}
