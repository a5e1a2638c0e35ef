package dev.freehold.cli;

import dev.freehold.cli.api.Content;
import dev.freehold.cli.api.Json;
import dev.freehold.cli.api.JsonObject;
import dev.freehold.cli.api.Problem;
import dev.freehold.cli.usage.Arguments;
import dev.freehold.cli.usage.Manual;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.util.Map;
import java.util.Optional;

/// Runs a command once, where the app runs and with what it has.
final class RunCommand implements Command {

    @Override
    public Manual manual() {
        return Manual.of(
                        "run",
                        "COMMAND...",
                        "Run a command once beside the app: its files, variables, volumes; no input.")
                .project()
                .json()
                .example(
                        "freehold run node scripts/seed.js",
                        "ends with the command's own exit status")
                .example("freehold run --project shop -- npm run migrate", "of another project");
    }

    @Override
    public int run(Arguments arguments, Session session) {
        if (arguments.rest().isEmpty()) {
            throw arguments.wrong("the command is missing");
        }
        var path = "/projects/" + new Pick(session).project() + "/run";
        var request = Content.json(Map.of("command", arguments.rest()));
        try (var events = session.api().follow("POST", path, request)) {
            for (var event = events.next(); event.isPresent(); event = events.next()) {
                var status = tell(event.get(), session);
                if (status.isPresent()) {
                    return status.get();
                }
            }
        }
        throw new FreeholdException(
                ErrorCode.UNAVAILABLE,
                "the platform stopped telling before the command ended",
                "see \"freehold status\"");
    }

    /// The exit status, once it has one.
    private static Optional<Integer> tell(JsonObject event, Session session) {
        if (session.arguments().has("--json")) {
            session.screen().print(Json.write(event));
        }
        return switch (event.findText("type").orElse("")) {
            case "log" -> {
                if (!session.arguments().has("--json")) {
                    session.screen().print(event.findText("text").orElse(""));
                }
                yield Optional.empty();
            }
            case "exit" -> Optional.of((int) event.number("code"));
            case "failed" -> throw Problem.of(event.findObject("problem").orElse(event));
            default -> Optional.empty();
        };
    }
}
