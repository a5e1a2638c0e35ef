package dev.freehold.cli;

import dev.freehold.cli.api.Json;
import dev.freehold.cli.usage.Arguments;
import dev.freehold.cli.usage.Manual;
import dev.freehold.model.ProjectName;

/// Shows what visitors got: requests, errors, bytes and times, by project and route.
final class MetricsCommand implements Command {
    @Override
    public Manual manual() {
        return Manual.of(
                        "metrics",
                        "[project]",
                        "Show requests, errors, bytes, times and wakes of each route.")
                .option("--since", "TIME", "30s, 10m or 1h ago; default 1h, the longest")
                .json()
                .example("freehold metrics", "of all projects, in the last hour")
                .example("freehold metrics shop --since 10m", "of one, in the last ten minutes")
                .example("freehold metrics --json", "for programs; Prometheus reads /metrics");
    }

    @Override
    public int run(Arguments arguments, Session session) {
        var project = arguments.find(0).map(ProjectName::new);
        var since = arguments.find("--since").orElse("1h");
        if (!since.matches("[1-9][0-9]{0,4}[smh]")) {
            throw arguments.wrong("\"" + since + "\" is no time: 30s, 10m or 1h");
        }
        var path = "/traffic?since=" + since + project.map(name -> "&project=" + name).orElse("");
        var traffic = session.api().fetchObject(path);
        if (arguments.has("--json")) {
            session.screen().print(Json.write(traffic.members()));
            return 0;
        }
        tell(new TrafficTable(traffic, Integer.MAX_VALUE), session);
        return 0;
    }

    private static void tell(TrafficTable table, Session session) {
        if (table.isEmpty()) {
            session.screen().say("Nobody came: " + table.sum() + ".");
            return;
        }
        session.screen().print(table.draw(session.screen().terminal().outColours()));
        session.screen().say(table.sum());
    }
}
