package dev.freehold.edge;

import dev.freehold.model.HostName;
import dev.freehold.model.ServiceName;
import dev.freehold.model.Site;
import dev.freehold.route.Decision;
import java.time.Duration;
import java.util.Optional;

/// Is told of every finished request, on an event loop: it never blocks, and drops what is too much.
@FunctionalInterface
public interface RequestLog {
    RequestLog NONE = _ -> {};

    void finished(Line line);

    /// @param site whose request it was, if a site was found
    /// @param decision what the routes made of it, if they were asked
    /// @param service that it was passed on to, if it was
    /// @param instance the last one that it was sent to; empty where there was none
    /// @param status as sent, or 499 where the visitor went away before
    /// @param bytes of the response's body that were written
    record Line(
            String requestId,
            Optional<HostName> host,
            Optional<Site> site,
            Optional<Decision> decision,
            Optional<ServiceName> service,
            String instance,
            String method,
            String path,
            int status,
            long bytes,
            Duration duration) {}
}
