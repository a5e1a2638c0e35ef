package dev.freehold.server;

import dev.freehold.model.FreeholdException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/// The platform's processes: `up` runs both planes until it is told to stop, `control` and `node` one of them
/// each; `stop-apps` ends what a node has left running; `restore` brings a backup
/// back into an empty data folder; `doctor` looks at the machine; `rehearse` starts and stops once, for the AOT cache.
public final class Main {
    private static final int USAGE = 64;

    private Main() {}

    public static void main(String[] arguments) {
        int status = run(Arrays.asList(arguments));
        if (status != 0) {
            System.exit(status);
        }
    }

    private static int run(List<String> arguments) {
        try {
            return perform(arguments);
        } catch (FreeholdException e) {
            System.err.println("error: " + e.getMessage());
            e.advice().ifPresent(advice -> System.err.println("  → " + advice));
            return e.code().exitStatus();
        } catch (IOException e) {
            System.err.println("error: the data folder can't be used: " + e);
            System.err.println("  → make it writable, or name another with --data");
            return dev.freehold.model.ErrorCode.UNAVAILABLE.exitStatus();
        }
    }

    private static int perform(List<String> arguments) throws IOException {
        var rest = arguments.subList(Math.min(1, arguments.size()), arguments.size());
        switch (arguments.isEmpty() ? "" : arguments.getFirst()) {
            case "up" -> run("platform", Platform::start, rest);
            case "control" -> run("control", ControlProcess::start, rest);
            case "node" -> run("node", NodeProcess::start, rest);
            case "restore" -> Restoration.perform(rest, System.getenv());
            case "doctor" -> Examination.perform(rest, System.getenv());
            case "stop-apps" -> NodePlane.stopApps(Settings.parse(rest, System.getenv()));
            case "rehearse" -> Rehearsal.perform();
            case "drill" -> {
                return Drills.perform(rest, System.getenv());
            }
            default -> {
                System.err.println(
                        "usage: up|control|node|restore|doctor|drill|stop-apps|rehearse [--file ARCHIVE] [--data DIR] [--api-port N] [--edge-port N]");
                return USAGE;
            }
        }
        return 0;
    }

    private interface Start {
        AutoCloseable with(Settings settings) throws IOException;
    }

    /// Returns when it is ready; its threads keep the process alive until it is stopped.
    private static void run(String name, Start start, List<String> arguments) throws IOException {
        var settings = Settings.parse(arguments, System.getenv());
        settings.chooseLog(name);
        var running = start.with(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(running), "shutdown"));
    }

    private static void end(AutoCloseable running) {
        try {
            running.close();
        } catch (Exception e) {
            throw new IllegalStateException("could not end well", e);
        }
    }
}
