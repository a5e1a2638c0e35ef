package dev.freehold.cli;

import dev.freehold.cli.api.Json;
import dev.freehold.cli.local.RunningPlatform;
import dev.freehold.cli.local.Startup;
import dev.freehold.cli.usage.Arguments;
import dev.freehold.cli.usage.Manual;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// Starts the platform on this machine.
final class UpCommand implements Command {
    private static final List<String> PORTS = List.of("--api-port", "--edge-port", "--tls-port");

    @Override
    public Manual manual() {
        return Manual.of("up", "", "Start the platform on this machine, in the background.")
                .option(
                        "--api-port",
                        "PORT",
                        "where the API answers; default 7070, 0 for a free one")
                .option("--edge-port", "PORT", "where apps answer; default 8080, 0 for a free one")
                .option("--tls-port", "PORT", "where apps answer by TLS; off, unless it is named")
                .option(
                        "--bind",
                        "ADDRESS",
                        "where apps answer; default 127.0.0.1, this machine only")
                .flag("--foreground", "stay here and print the log; Ctrl-C stops the platform")
                .json()
                .example("freehold up", "start it, or say that it runs")
                .example("freehold up --edge-port 80", "apps answer on http://NAME.localhost")
                .example(
                        "freehold up --tls-port 8443",
                        "apps answer on https://NAME.localhost:8443 too")
                .example("freehold up --bind 0.0.0.0", "apps answer other machines too")
                .example("freehold up --data /srv/freehold", "keep everything there");
    }

    @Override
    public int run(Arguments arguments, Session session) {
        var startup = new Startup(session.data(), settings(arguments));
        var running = session.data().findRunning();
        if (running.isPresent()) {
            checkPort("--api-port", running.get().apiUrl(), arguments);
            checkPort("--edge-port", running.get().edgeUrl(), arguments);
            checkPort("--tls-port", running.get().tlsUrl().orElse("no TLS"), arguments);
            return tell(running.get(), "already runs", arguments, session);
        }
        if (arguments.has("--foreground")) {
            return runHere(startup);
        }
        return tell(startup.start(), "is up", arguments, session);
    }

    private static List<String> settings(Arguments arguments) {
        var settings = new ArrayList<>(ports(arguments));
        arguments
                .find("--bind")
                .ifPresent(bind -> settings.addAll(List.of("--bind", address(bind, arguments))));
        return settings;
    }

    static List<String> ports(Arguments arguments) {
        var ports = new ArrayList<String>();
        for (var option : PORTS) {
            arguments
                    .find(option)
                    .ifPresent(port -> ports.addAll(List.of(option, port(port, arguments))));
        }
        return ports;
    }

    /// By number: a name may mean another machine tomorrow.
    private static String address(String address, Arguments arguments) {
        if (!address.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F:.]*")) {
            throw arguments.wrong("\"" + address + "\" is no address: 127.0.0.1, 0.0.0.0, ::1 …");
        }
        return address;
    }

    private static String port(String port, Arguments arguments) {
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
            throw arguments.wrong("\"" + port + "\" is no port: 0 to 65535");
        }
        return port;
    }

    /// Who asks for another port than the running platform's must not be told that all is well.
    private static void checkPort(String option, String url, Arguments arguments) {
        var asked = arguments.find(option).map(Integer::parseInt).orElse(0);
        if (asked != 0 && !url.endsWith(":" + asked)) {
            throw new FreeholdException(
                    ErrorCode.CONFLICT,
                    "the platform already runs, on " + url,
                    "\"freehold down\" stops it; then \"freehold up "
                            + option
                            + " "
                            + asked
                            + "\"");
        }
    }

    private static int runHere(Startup startup) {
        try {
            return startup.runHere();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FreeholdException(ErrorCode.CANCELLED, "cancelled", "", e);
        }
    }

    private static int tell(
            RunningPlatform platform, String state, Arguments arguments, Session session) {
        if (arguments.has("--json")) {
            session.screen().print(json(platform, session));
            return 0;
        }
        var screen = session.screen();
        screen.say(
                "Freehold "
                        + platform.version()
                        + " "
                        + state
                        + " (process "
                        + platform.pid()
                        + ")");
        screen.say("  apps  " + platform.edgeUrl());
        platform.tlsUrl().ifPresent(url -> screen.say("        " + url));
        screen.say("  api   " + platform.apiUrl());
        screen.say("  data  " + session.data().path());
        screen.say("  log   " + session.data().log());
        return 0;
    }

    private static String json(RunningPlatform platform, Session session) {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("pid", platform.pid());
        facts.put("apiUrl", platform.apiUrl());
        facts.put("edgeUrl", platform.edgeUrl());
        platform.tlsUrl().ifPresent(url -> facts.put("tlsUrl", url));
        facts.put("version", platform.version());
        facts.put("dataFolder", session.data().path().toString());
        facts.put("log", session.data().log().toString());
        return Json.write(facts);
    }
}
