package dev.freehold.cli;

import java.util.List;
import java.util.Optional;

/// Every command there is, in the order of the help.
final class Commands {
    private Commands() {}

    static List<String> names() {
        return List.of(
                "deploy",
                "up",
                "down",
                "status",
                "doctor",
                "ls",
                "inspect",
                "ps",
                "top",
                "metrics",
                "scale",
                "logs",
                "open",
                "alias",
                "domain",
                "promote",
                "rollback",
                "env",
                "run",
                "schedules",
                "rm",
                "undo",
                "history",
                "volumes",
                "backup",
                "restore",
                "drill",
                "trust",
                "completion");
    }

    /// Loads the one that was asked for, and no other.
    static Optional<Command> find(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "deploy" -> new DeployCommand();
                    case "up" -> new UpCommand();
                    case "down" -> new DownCommand();
                    case "status" -> new StatusCommand();
                    case "doctor" -> new DoctorCommand();
                    case "ls" -> new LsCommand();
                    case "inspect" -> new InspectCommand();
                    case "ps" -> new PsCommand();
                    case "top" -> new TopCommand();
                    case "metrics" -> new MetricsCommand();
                    case "scale" -> new ScaleCommand();
                    case "logs" -> new LogsCommand();
                    case "open" -> new OpenCommand();
                    case "alias" -> new AliasCommand();
                    case "domain" -> new DomainCommand();
                    case "promote" -> new PromoteCommand();
                    case "rollback" -> new RollbackCommand();
                    case "env" -> new EnvCommand();
                    case "run" -> new RunCommand();
                    case "schedules" -> new SchedulesCommand();
                    case "rm" -> new RmCommand();
                    case "undo" -> new UndoCommand();
                    case "history" -> new HistoryCommand();
                    case "volumes" -> new VolumesCommand();
                    case "backup" -> new BackupCommand();
                    case "restore" -> new RestoreCommand();
                    case "drill" -> new DrillCommand();
                    case "trust" -> new TrustCommand();
                    case "completion" -> new CompletionCommand();
                    default -> null;
                });
    }
}
