package dev.freehold.run;

import dev.freehold.model.ServiceName;
import java.util.List;

/// Log lines, oldest first, and the cursor to ask for what comes next.
public record LogPage(List<Line> lines, String cursor) {
    public record Line(ServiceName service, String instance, String text) {}

    public LogPage {
        lines = List.copyOf(lines);
    }
}
