package dev.freehold.cli;

import dev.freehold.cli.api.Json;
import dev.freehold.cli.terminal.Table;
import dev.freehold.cli.terminal.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Tells what became of several packages: a table, or JSON for scripts.
record OutcomesTold(Session session, DeployOptions options) {
    private static final long MILLISECOND = 1_000_000;

    /// The exit status of the first that failed.
    int tell(List<PackageOutcome> outcomes) {
        if (options.json()) {
            session.screen()
                    .print(
                            Json.write(
                                    Map.of(
                                            "packages",
                                            outcomes.stream()
                                                    .map(OutcomesTold::members)
                                                    .toList())));
        } else {
            session.screen().print(table(outcomes).draw(session.screen().terminal().outColours()));
        }
        if (options.onlyPlans()) {
            session.screen().say("Nothing was done (--dry-run).");
        }
        return outcomes.stream()
                .mapToInt(OutcomesTold::status)
                .filter(s -> s != 0)
                .findFirst()
                .orElse(0);
    }

    private static Table table(List<PackageOutcome> outcomes) {
        var table = new Table("PACKAGE", "PROJECT", "STATE", "TIME", "URL");
        for (var outcome : outcomes) {
            table.row(
                    outcome.member(),
                    outcome.project().value(),
                    outcome.word(),
                    Words.time(outcome.nanos()),
                    outcome.url());
        }
        return table;
    }

    private static Map<String, Object> members(PackageOutcome outcome) {
        var members = new LinkedHashMap<String, Object>();
        members.put("package", outcome.member());
        members.put("project", outcome.project().value());
        members.put("state", outcome.word());
        members.put("milliseconds", outcome.nanos() / MILLISECOND);
        switch (outcome.end()) {
            case PackageOutcome.Deployed(var deployment) ->
                    members.put("deployment", deployment.members());
            case PackageOutcome.Unchanged(var deployment) ->
                    members.put("deployment", deployment.members());
            case PackageOutcome.Planned(var plan) -> members.put("plan", plan.members());
            case PackageOutcome.Failed(var why) -> members.put("error", Main.problem(why));
        }
        return members;
    }

    private static int status(PackageOutcome outcome) {
        return outcome.end() instanceof PackageOutcome.Failed(var why)
                ? why.code().exitStatus()
                : 0;
    }
}
