package dev.freehold.cli;

import dev.freehold.cli.api.Json;
import dev.freehold.cli.terminal.Screen;
import dev.freehold.cli.usage.Arguments;
import dev.freehold.cli.usage.Nearest;
import dev.freehold.cli.usage.UsageError;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.Version;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `freehold`: reads the line, runs the command, tells errors, and ends with their exit status.
public final class Main {
    private final Surroundings surroundings;
    private final Screen screen;

    Main(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.screen = surroundings.screen();
    }

    public static void main(String[] line) {
        System.exit(new Main(Surroundings.ofProcess()).run(Arrays.asList(line)));
    }

    /// The exit status of the line.
    int run(List<String> line) {
        boolean json = line.contains("--json");
        try {
            return understood(line);
        } catch (UsageError error) {
            tell(error, json);
            return UsageError.EXIT_STATUS;
        } catch (FreeholdException error) {
            tell(error, json);
            return error.code().exitStatus();
        } catch (RuntimeException fault) {
            return tellFault(fault, json);
        }
    }

    private int understood(List<String> line) {
        if (line.isEmpty() || line.getFirst().equals("--help") || line.getFirst().equals("-h")) {
            screen.print(Help.overview(screen.terminal().outColours()));
            return 0;
        }
        if (line.getFirst().equals("--version") || line.getFirst().equals("-V")) {
            screen.print("freehold " + Version.text());
            return 0;
        }
        var name = line.getFirst();
        if (name.equals(Rehearsal.NAME)) {
            return Rehearsal.perform(surroundings);
        }
        var command = Commands.find(name).orElseThrow(() -> unknown(name));
        return run(command, line.subList(1, line.size()));
    }

    private int run(Command command, List<String> typed) {
        var arguments = Arguments.parse(command.manual(), typed);
        if (arguments.has("--help")) {
            screen.print(Help.of(command.manual(), screen.terminal().outColours()));
            return 0;
        }
        return command.run(arguments, new Session(arguments, surroundings));
    }

    private static UsageError unknown(String name) {
        var nearest =
                Nearest.to(name, Commands.names())
                        .map(near -> "did you mean \"freehold " + near + "\"? ")
                        .orElse("");
        return new UsageError(
                "there is no command \"" + name + "\"",
                nearest + "\"freehold --help\" lists them all");
    }

    private void tell(FreeholdException error, boolean json) {
        screen.still();
        if (json) {
            screen.print(Json.write(Map.of("error", problem(error))));
        }
        say(screen, error);
    }

    /// What happened, and below it what to do next.
    static void say(Screen screen, FreeholdException error) {
        var colours = screen.colours();
        screen.say(colours.red("error:") + " " + error.getMessage());
        error.advice().ifPresent(advice -> screen.say("  " + colours.cyan("→") + " " + advice));
    }

    /// Our own fault: where it happened is for whoever mends it.
    private int tellFault(RuntimeException fault, boolean json) {
        var error =
                new FreeholdException(
                        ErrorCode.INTERNAL,
                        "freehold itself broke: " + fault,
                        "please report it with the lines above",
                        fault);
        for (var frame : fault.getStackTrace()) {
            screen.say("    at " + frame);
        }
        tell(error, json);
        return error.code().exitStatus();
    }

    /// The same for scripts.
    static Map<String, Object> problem(FreeholdException error) {
        var problem = new LinkedHashMap<String, Object>();
        problem.put("code", error.code().text());
        problem.put("detail", String.valueOf(error.getMessage()));
        error.advice().ifPresent(advice -> problem.put("advice", advice));
        return problem;
    }
}
