package dev.freehold.cli;

import dev.freehold.cli.local.RunningPlatform;
import dev.freehold.cli.usage.Arguments;
import dev.freehold.cli.usage.Manual;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.time.Duration;

/// Stops the platform on this machine, and with it every app.
final class DownCommand implements Command {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    @Override
    public Manual manual() {
        return Manual.of(
                        "down",
                        "",
                        "Stop the platform on this machine and every app; nothing is lost.")
                .json()
                .example("freehold down", "apps answer again after \"freehold up\"");
    }

    @Override
    public int run(Arguments arguments, Session session) {
        var running = session.data().findRunning();
        if (running.isEmpty()) {
            return tell("\"stopped\":false", "No platform runs here.", arguments, session);
        }
        session.apiHere().post("/shutdown");
        awaitEnd(running.get(), session);
        return tell("\"stopped\":true", "Freehold is down.", arguments, session);
    }

    private static void awaitEnd(RunningPlatform platform, Session session) {
        if (!platform.awaitEnd(LONGEST)) {
            throw new FreeholdException(
                    ErrorCode.TIMED_OUT,
                    "the platform (process "
                            + platform.pid()
                            + ") is still there after "
                            + LONGEST.toSeconds()
                            + " s",
                    "its log is " + session.data().log());
        }
    }

    private static int tell(String json, String text, Arguments arguments, Session session) {
        if (arguments.has("--json")) {
            session.screen().print("{" + json + "}");
        } else {
            session.screen().say(text);
        }
        return 0;
    }
}
