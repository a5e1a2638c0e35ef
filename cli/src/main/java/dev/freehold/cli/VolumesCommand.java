package dev.freehold.cli;

import dev.freehold.cli.api.Api;
import dev.freehold.cli.terminal.Table;
import dev.freehold.cli.terminal.Words;
import dev.freehold.cli.usage.Arguments;
import dev.freehold.cli.usage.Manual;

/// Lists the folders that outlive deployments, and how large they are.
final class VolumesCommand implements Command {

    @Override
    public Manual manual() {
        return Manual.of(
                        "volumes",
                        "",
                        "List the folders that outlive deployments, and how large they are.")
                .json()
                .example("freehold volumes", "of all projects; no clean-up ever removes one");
    }

    @Override
    public int run(Arguments arguments, Session session) {
        var json = session.api().fetch("/volumes");
        if (arguments.has("--json")) {
            session.screen().print(json.strip());
            return 0;
        }
        if (Api.list(json).isEmpty()) {
            session.screen().say("There are none: an app asks for them in its freehold.toml.");
            return 0;
        }
        var table = new Table("PROJECT", "VOLUME", "SIZE", "PATH");
        for (var volume : Api.list(json)) {
            table.row(
                    volume.text("project"),
                    volume.text("name"),
                    Words.size(volume.number("bytes")),
                    volume.text("path"));
        }
        session.screen().print(table.draw(session.screen().terminal().outColours()));
        return 0;
    }
}
