package dev.freehold.cli;

import dev.freehold.cli.api.Json;
import dev.freehold.cli.usage.Arguments;
import dev.freehold.cli.usage.Manual;

/// Shows everything about a project or a deployment.
final class InspectCommand implements Command {

    @Override
    public Manual manual() {
        return Manual.of(
                        "inspect",
                        "[project|deployment]",
                        "Show everything about a project or a deployment.")
                .project()
                .json()
                .example("freehold inspect", "the project of this folder")
                .example("freehold inspect 3f9k2c", "one deployment, by id or URL");
    }

    @Override
    public int run(Arguments arguments, Session session) {
        var thing = new Pick(session).thing(session.api(), arguments.find(0));
        var screen = session.screen();
        screen.print(
                arguments.has("--json")
                        ? Json.write(thing.facts())
                        : Facts.of(thing.facts(), screen.terminal().outColours()));
        return 0;
    }
}
