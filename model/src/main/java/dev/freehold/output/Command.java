package dev.freehold.output;

import java.util.List;

/// How a process is started inside its sandbox.
public sealed interface Command {
    /// Started as it stands.
    record Arguments(List<String> list) implements Command {
        public Arguments {
            list = List.copyOf(list);
        }
    }

    /// The user's own line (a start script, a Procfile), given to `/bin/sh` inside the sandbox only.
    record Line(String text) implements Command {}

    /// As an argument list, the way it is shown and run inside the sandbox.
    default List<String> arguments() {
        return switch (this) {
            case Arguments arguments -> arguments.list();
            case Line line -> List.of("/bin/sh", "-c", line.text());
        };
    }

    /// As a person would type it.
    default String shown() {
        return switch (this) {
            case Arguments arguments -> String.join(" ", arguments.list());
            case Line line -> line.text();
        };
    }
}
