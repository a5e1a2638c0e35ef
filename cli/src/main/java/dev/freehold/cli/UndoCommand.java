package dev.freehold.cli;

import dev.freehold.cli.api.Api;
import dev.freehold.cli.usage.Arguments;
import dev.freehold.cli.usage.Manual;

/// Takes a change back.
final class UndoCommand implements Command {

    @Override
    public Manual manual() {
        return Manual.of(
                        "undo",
                        "[change]",
                        "Take back a change; default: your last one in this project.")
                .project()
                .json()
                .example("freehold undo", "the last change in this folder's project")
                .example("freehold undo c7k2m9", "a change that \"freehold history\" lists");
    }

    @Override
    public int run(Arguments arguments, Session session) {
        var path =
                arguments
                        .find(0)
                        .map(change -> "/changes/" + Api.encoded(change) + "/undo")
                        .orElseGet(() -> "/projects/" + new Pick(session).project() + "/undo");
        new Outcome(session).tell(session.api().post(path), "Undone.");
        return 0;
    }
}
