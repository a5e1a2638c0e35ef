package dev.freehold.cli;

import dev.freehold.cli.local.Drill;
import dev.freehold.cli.usage.Arguments;
import dev.freehold.cli.usage.Manual;

/// Tries what the platform promises, with real blows, on a platform of its own.
final class DrillCommand implements Command {
    private static final String RATE = "200";

    @Override
    public Manual manual() {
        return Manual.of(
                        "drill",
                        "name",
                        "Try what the platform promises: a platform of its own, real blows, and a report. There is one: control-plane-dies.")
                .option("--rate", "N", "requests a second meanwhile (default " + RATE + ")")
                .example(
                        "freehold drill control-plane-dies",
                        "kill it, break its database, fill its disk, silence it; visitors notice nothing");
    }

    @Override
    public int run(Arguments arguments, Session session) {
        var name = arguments.need(0, "the drill's name: control-plane-dies");
        var rate = arguments.find("--rate").orElse(RATE);
        return new Drill(session.data()).play(name, rate);
    }
}
