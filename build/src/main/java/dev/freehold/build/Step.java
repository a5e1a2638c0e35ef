package dev.freehold.build;

import dev.freehold.output.Command;
import java.util.List;
import java.util.Map;

/// One command of a build, run in the sandbox at the source's root.
///
/// @param environment over the build's own
public record Step(Command command, Map<String, String> environment) {
    public static Step of(String... arguments) {
        return new Step(new Command.Arguments(List.of(arguments)), Map.of());
    }

    /// A line of the user's own.
    public static Step line(String text) {
        return new Step(new Command.Line(text), Map.of());
    }

    public Step with(Map<String, String> variables) {
        return new Step(command, variables);
    }

    /// As a person would type it.
    public String shown() {
        return Commands.shown(command);
    }
}
