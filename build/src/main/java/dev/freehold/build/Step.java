package dev.freehold.build;

import dev.freehold.output.Command;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One command of a build, run in the sandbox in the source's home.
///
/// @param folder of the tree where it runs instead; empty for its top
/// @param environment over the build's own
public record Step(Command command, Map<String, String> environment, Optional<String> folder) {
    public static Step of(String... arguments) {
        return new Step(new Command.Arguments(List.of(arguments)), Map.of(), Optional.empty());
    }

    /// A line of the user's own.
    public static Step line(String text) {
        return new Step(new Command.Line(text), Map.of(), Optional.empty());
    }

    public Step with(Map<String, String> variables) {
        return new Step(command, variables, folder);
    }

    public Step in(String other) {
        return new Step(command, environment, Optional.of(other));
    }

    /// As a person would type it.
    public String shown() {
        return folder.map(Step::place).orElse("") + Commands.shown(command);
    }

    private static String place(String folder) {
        return folder.isEmpty() ? "at the top: " : "in " + folder + ": ";
    }
}
