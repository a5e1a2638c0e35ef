package dev.freehold.cli;

import dev.freehold.cli.api.Json;
import dev.freehold.cli.usage.Arguments;
import dev.freehold.cli.usage.Manual;
import java.time.Duration;

/// Shows what visitors get right now, again and again on a terminal.
final class TopCommand implements Command {
    private static final String PATH = "/traffic?since=30s";
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final int MOST_ROUTES = 10;

    /// To the upper left corner, and nothing below.
    private static final String ANEW = "\u001b[H\u001b[2J";

    @Override
    public Manual manual() {
        return Manual.of(
                        "top",
                        "",
                        "Show what visitors get now, the busiest first; once where no terminal is.")
                .json()
                .example(
                        "freehold top",
                        "the last half minute, drawn every two seconds; Ctrl-C ends")
                .example("freehold top --json", "once, for a program");
    }

    @Override
    public int run(Arguments arguments, Session session) {
        var api = session.api();
        if (arguments.has("--json")) {
            session.screen().print(Json.write(api.fetchObject(PATH).members()));
            return 0;
        }
        var terminal = session.screen().terminal();
        if (!terminal.out()) {
            session.screen().print(picture(session));
            return 0;
        }
        return drawUntilInterrupted(session);
    }

    private static int drawUntilInterrupted(Session session) {
        try {
            while (true) {
                session.screen().print(ANEW + picture(session));
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static String picture(Session session) {
        var table = new TrafficTable(session.api().fetchObject(PATH), MOST_ROUTES);
        return table.draw(session.screen().terminal().outColours()) + "\n" + table.sum();
    }
}
