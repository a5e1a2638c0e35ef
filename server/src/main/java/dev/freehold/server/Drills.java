package dev.freehold.server;

import dev.freehold.drill.ControlPlaneDies;
import dev.freehold.drill.Report;
import dev.freehold.model.Invalid;
import dev.freehold.store.DataFolder;
import dev.freehold.store.Folders;
import dev.freehold.store.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Plays a drill on a platform of its own and keeps the report: `drill NAME [--rate N] [--data DIR]`. The data
/// folder gets nothing but the report, in `drills`. Facts go to standard output, as JSON; the story to
/// standard error.
final class Drills {
    private static final String RATE = "--rate";
    private static final int USUAL_RATE = 200;
    private static final int FAILED = 1;

    private Drills() {}

    static int perform(List<String> arguments, Map<String, String> environment) throws IOException {
        var others = new java.util.ArrayList<>(arguments);
        var name = others.isEmpty() ? "" : others.removeFirst();
        if (!name.equals(ControlPlaneDies.NAME)) {
            throw Invalid.because(
                    "\"" + name + "\" is no drill", "there is \"" + ControlPlaneDies.NAME + "\"");
        }
        int rate = rate(others);
        var folder = new DataFolder(Settings.parse(others, environment).dataFolder());
        var report = play(rate);
        var kept = keep(folder, report);
        System.err.println("report  " + kept);
        System.out.println(Json.text(report));
        return report.passed() ? 0 : FAILED;
    }

    private static int rate(List<String> arguments) {
        int at = arguments.indexOf(RATE);
        if (at < 0) {
            return USUAL_RATE;
        }
        arguments.remove(at);
        if (at == arguments.size() || !arguments.get(at).matches("[1-9]\\d{0,4}")) {
            throw Invalid.because(RATE + " wants a number", "for example " + RATE + " 200");
        }
        return Integer.parseInt(arguments.remove(at));
    }

    private static Report play(int rate) throws IOException {
        var folder = Files.createTempDirectory("freehold-drill");
        try {
            return ControlPlaneDies.play(folder, rate, System.err::println);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the drill was interrupted", e);
        } finally {
            Folders.delete(folder);
        }
    }

    private static Path keep(DataFolder folder, Report report) throws IOException {
        folder.make();
        var drills = Files.createDirectories(folder.root().resolve("drills"));
        var name = report.drill() + "-" + report.began().getEpochSecond() + ".json";
        return Files.write(drills.resolve(name), Json.bytes(report));
    }
}
