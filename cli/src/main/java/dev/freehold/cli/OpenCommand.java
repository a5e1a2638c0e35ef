package dev.freehold.cli;

import dev.freehold.cli.local.Programs;
import dev.freehold.cli.usage.Arguments;
import dev.freehold.cli.usage.Manual;
import java.io.IOException;
import java.util.Optional;

/// Opens an app in the browser, where there is one, and prints its URL in any case.
final class OpenCommand implements Command {

    @Override
    public Manual manual() {
        return Manual.of(
                        "open",
                        "[project|deployment]",
                        "Open the app in the browser; prints the URL as well.")
                .project()
                .json()
                .example("freehold open", "the project of this folder")
                .example("freehold open 3f9k2c", "that deployment");
    }

    @Override
    public int run(Arguments arguments, Session session) {
        var thing = new Pick(session).thing(session.api(), arguments.find(0));
        var url = thing.facts().text("url");
        session.screen().print(arguments.has("--json") ? "{\"url\":\"" + url + "\"}" : url);
        if (url.startsWith("http://") || url.startsWith("https://")) {
            opener(session).ifPresent(opener -> start(opener, url, session));
        }
        return 0;
    }

    /// Linux's opener makes sense with a display only.
    private static Optional<String> opener(Session session) {
        if (System.getProperty("os.name", "").startsWith("Mac")) {
            return Optional.of("/usr/bin/open");
        }
        var environment = session.environment();
        boolean display =
                environment.containsKey("DISPLAY") || environment.containsKey("WAYLAND_DISPLAY");
        return display ? Programs.find("xdg-open", environment) : Optional.empty();
    }

    private static void start(String opener, String url, Session session) {
        try {
            new ProcessBuilder(opener, url)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            session.screen().say("  the browser could not be opened: " + e.getMessage());
        }
    }
}
