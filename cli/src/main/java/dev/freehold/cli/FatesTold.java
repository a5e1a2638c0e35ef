package dev.freehold.cli;

import dev.freehold.cli.api.Json;
import dev.freehold.cli.terminal.Table;
import dev.freehold.cli.terminal.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Tells what became of several packages: a table, or JSON for scripts.
record FatesTold(Session session, Wish wish) {
    private static final long MILLISECOND = 1_000_000;

    /// The exit status of the first that failed.
    int tell(List<Fate> fates) {
        if (wish.json()) {
            session.screen()
                    .print(
                            Json.write(
                                    Map.of(
                                            "packages",
                                            fates.stream().map(FatesTold::members).toList())));
        } else {
            session.screen().print(table(fates).draw(session.screen().terminal().outColours()));
        }
        if (wish.onlyPlans()) {
            session.screen().say("Nothing was done (--dry-run).");
        }
        return fates.stream().mapToInt(FatesTold::status).filter(s -> s != 0).findFirst().orElse(0);
    }

    private static Table table(List<Fate> fates) {
        var table = new Table("PACKAGE", "PROJECT", "STATE", "TIME", "URL");
        for (var fate : fates) {
            table.row(
                    fate.member(),
                    fate.project().value(),
                    fate.word(),
                    Words.time(fate.nanos()),
                    fate.url());
        }
        return table;
    }

    private static Map<String, Object> members(Fate fate) {
        var members = new LinkedHashMap<String, Object>();
        members.put("package", fate.member());
        members.put("project", fate.project().value());
        members.put("state", fate.word());
        members.put("milliseconds", fate.nanos() / MILLISECOND);
        switch (fate.end()) {
            case Fate.Deployed(var deployment) -> members.put("deployment", deployment.members());
            case Fate.Unchanged(var deployment) -> members.put("deployment", deployment.members());
            case Fate.Planned(var plan) -> members.put("plan", plan.members());
            case Fate.Failed(var why) -> members.put("error", Main.problem(why));
        }
        return members;
    }

    private static int status(Fate fate) {
        return fate.end() instanceof Fate.Failed(var why) ? why.code().exitStatus() : 0;
    }
}
