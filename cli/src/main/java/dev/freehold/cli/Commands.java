package dev.freehold.cli;

import java.util.List;
import java.util.Optional;

/// Every command there is, in the order of the help.
final class Commands {
    private Commands() {}

    static List<String> names() {
        return List.of("deploy", "up", "down", "status");
    }

    /// Loads the one that was asked for, and no other.
    static Optional<Command> find(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "deploy" -> new DeployCommand();
                    case "up" -> new UpCommand();
                    case "down" -> new DownCommand();
                    case "status" -> new StatusCommand();
                    default -> null;
                });
    }
}
