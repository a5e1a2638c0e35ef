package dev.freehold.cli;

import dev.freehold.cli.api.Content;
import dev.freehold.cli.api.Json;
import dev.freehold.cli.usage.Arguments;
import dev.freehold.cli.usage.Manual;
import java.util.HashMap;

/// Makes an earlier deployment production again, as it was.
final class RollbackCommand implements Command {

    @Override
    public Manual manual() {
        return Manual.of(
                        "rollback",
                        "[deployment]",
                        "Make an earlier deployment production again, as it was.")
                .project()
                .json()
                .example("freehold rollback", "to the one made before; again: further back")
                .example("freehold rollback 3f9k2c", "to that one, also a later one");
    }

    @Override
    public int run(Arguments arguments, Session session) {
        var request = new HashMap<String, Object>();
        arguments.find(0).ifPresent(named -> request.put("to", Pick.deployment(named).value()));
        var path = "/projects/" + new Pick(session).project() + "/rollback";
        try (var events = session.api().follow("POST", path, Content.json(request))) {
            var done = new Story(session.screen(), id -> {}).follow(events);
            done.findText("id")
                    .ifPresent(id -> session.screen().say("Production is " + id + " again."));
            session.screen()
                    .print(
                            arguments.has("--json")
                                    ? Json.write(done)
                                    : done.findText("url").orElse(""));
            return 0;
        }
    }
}
