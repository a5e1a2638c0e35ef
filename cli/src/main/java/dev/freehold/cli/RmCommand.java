package dev.freehold.cli;

import dev.freehold.cli.usage.Arguments;
import dev.freehold.cli.usage.Manual;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.util.Optional;

/// Moves a project or a deployment to the trash.
final class RmCommand implements Command {

    @Override
    public Manual manual() {
        return Manual.of(
                        "rm",
                        "project|deployment",
                        "Move a project or a deployment to the trash; undo brings it back.")
                .flag("--yes", "don't ask")
                .json()
                .example("freehold rm shop", "asks first, and says until when it can be undone")
                .example("freehold rm 3f9k2c --yes", "one deployment");
    }

    @Override
    public int run(Arguments arguments, Session session) {
        var named = arguments.need(0, "the project or deployment");
        var api = session.api();
        var thing = new Pick(session).thing(api, Optional.of(named));
        var what =
                thing.isProject()
                        ? "project \"" + named + "\" and all its deployments"
                        : "deployment " + named;
        if (!arguments.has("--yes")
                && !session.questions()
                        .confirm("Move " + what + " to the trash?", "--yes says it")) {
            throw new FreeholdException(ErrorCode.CANCELLED, "nothing was removed", "");
        }
        var project = thing.facts().text(thing.isProject() ? "name" : "project");
        new Outcome(session)
                .tell(
                        api.delete(thing.path()),
                        "Moved " + what + " to the trash.",
                        "freehold undo --project " + project);
        return 0;
    }
}
