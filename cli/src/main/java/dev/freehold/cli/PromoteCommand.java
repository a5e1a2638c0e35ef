package dev.freehold.cli;

import dev.freehold.cli.api.Content;
import dev.freehold.cli.api.Json;
import dev.freehold.cli.usage.Arguments;
import dev.freehold.cli.usage.Manual;
import java.util.Map;

/// Makes a deployment's output production, with production's configuration.
final class PromoteCommand implements Command {

    @Override
    public Manual manual() {
        return Manual.of(
                        "promote",
                        "deployment",
                        "Make a preview production: same build, production's configuration.")
                .json()
                .example("freehold promote 3f9k2c", "by id or URL; prints production's URL");
    }

    @Override
    public int run(Arguments arguments, Session session) {
        var id = Pick.deployment(arguments.need(0, "the deployment"));
        var api = session.api();
        var interruption = new Interruption(session.screen());
        interruption.asked();
        interruption.watch(api);
        try (var events =
                api.follow("POST", "/deployments/" + id + "/promote", Content.json(Map.of()))) {
            var done = new Story(session.screen(), interruption::accepted).follow(events);
            interruption.over();
            session.screen().print(arguments.has("--json") ? Json.write(done) : done.text("url"));
            return 0;
        } catch (RuntimeException e) {
            interruption.failed();
            throw e;
        }
    }
}
