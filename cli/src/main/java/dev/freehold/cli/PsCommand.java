package dev.freehold.cli;

import dev.freehold.cli.api.Api;
import dev.freehold.cli.api.JsonObject;
import dev.freehold.cli.terminal.Table;
import dev.freehold.cli.terminal.Words;
import dev.freehold.cli.usage.Arguments;
import dev.freehold.cli.usage.Manual;
import dev.freehold.model.ProjectName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Shows what runs, instance by instance.
final class PsCommand implements Command {
    private static final int MILLION = 1_000_000;

    @Override
    public Manual manual() {
        return Manual.of("ps", "[project]", "Show all instances: state, memory, requests, age.")
                .json()
                .example("freehold ps", "of all projects")
                .example(
                        "freehold ps shop",
                        "of one; frozen ones hold memory and cost no processor");
    }

    @Override
    public int run(Arguments arguments, Session session) {
        var project = arguments.find(0).map(ProjectName::new);
        var path = "/instances" + project.map(name -> "?project=" + name).orElse("");
        var json = session.api().fetch(path);
        if (arguments.has("--json")) {
            session.screen().print(json.strip());
            return 0;
        }
        var instances = Api.list(json);
        if (instances.isEmpty()) {
            session.screen().say("Nothing runs: a request wakes what is asleep.");
            return 0;
        }
        session.screen().print(table(instances).draw(session.screen().terminal().outColours()));
        session.screen().say(sum(instances));
        return 0;
    }

    private static Table table(List<JsonObject> instances) {
        var table =
                new Table(
                        "PROJECT",
                        "DEPLOYMENT",
                        "SERVICE",
                        "STATE",
                        "MEMORY",
                        "CPU",
                        "REQUESTS",
                        "AGE",
                        "RESTARTS",
                        "INSTANCE");
        for (var one : instances) {
            table.row(
                    one.text("project"),
                    one.text("deployment"),
                    one.text("service"),
                    one.text("state"),
                    Words.size(one.number("memory")),
                    Words.time(one.number("cpuMillis") * MILLION),
                    Long.toString(one.number("inFlight")),
                    age(one),
                    Long.toString(one.number("restarts")),
                    one.text("id"));
        }
        return table;
    }

    private static String age(JsonObject instance) {
        var age = Duration.between(Instant.parse(instance.text("started")), Instant.now());
        return Words.time(Math.max(0, age.toSeconds()) * Duration.ofSeconds(1).toNanos());
    }

    private static String sum(List<JsonObject> instances) {
        long memory = instances.stream().mapToLong(one -> one.number("memory")).sum();
        long frozen = instances.stream().filter(one -> one.text("state").equals("frozen")).count();
        return Words.count(instances.size(), "instance")
                + (frozen == 0 ? "" : ", " + frozen + " frozen")
                + ", "
                + Words.size(memory)
                + " of memory";
    }
}
