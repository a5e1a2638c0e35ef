package dev.freehold.run;

import dev.freehold.model.ServiceName;
import java.util.Optional;

/// Which log lines: the last `lines` of a service or of all, or what came after a cursor.
public record LogQuery(Optional<ServiceName> service, int lines, Optional<String> after) {}
