package dev.freehold.cli;

import dev.freehold.cli.api.Api;
import dev.freehold.cli.api.JsonObject;
import dev.freehold.cli.terminal.Spinner;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.time.Duration;

/// Tells how a canary goes: on a terminal with live figures until it has ended, elsewhere how to look.
/// Ctrl-C ends the telling, not the canary.
///
/// @param path where the API tells of it
record CanaryStory(Session session, Api api, String path) {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    void tell() {
        if (session.arguments().has("--json")) {
            return;
        }
        sayHowToGoOn();
        if (session.screen().terminal().err() && !session.arguments().has("--detach")) {
            follow();
        }
    }

    private void sayHowToGoOn() {
        var project = path.split("/")[2];
        var screen = session.screen();
        screen.say("  \"freehold inspect " + project + "\" shows how it goes");
        screen.say(
                "  \"freehold promote --project "
                        + project
                        + "\" completes it, with --abort it ends");
    }

    private void follow() {
        var canary = api.fetchObject(path);
        while (isOn(canary) && pause()) {
            session.screen().show(new Spinner(figures(canary), session.screen().colours()));
            canary = api.fetchObject(path);
        }
        session.screen().still();
        if (canary.text("state").equals("aborted")) {
            throw new FreeholdException(
                    ErrorCode.CANCELLED,
                    sentence(canary),
                    "see \"freehold logs " + canary.text("candidate") + "\"");
        }
        session.screen().say(sentence(canary));
    }

    private static boolean pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean isOn(JsonObject canary) {
        return canary.text("state").equals("on");
    }

    /// `5% get 3f9k2c: 80 requests, 0.1% failed, p95 40 ms (current: 1520, 0%, 38 ms)`.
    static String figures(JsonObject canary) {
        var ever = canary.findObject("ever");
        var candidate = ever.flatMap(sides -> sides.findObject("candidate"));
        var current = ever.flatMap(sides -> sides.findObject("current"));
        return percent(canary, "percent")
                + " get "
                + canary.text("candidate")
                + candidate
                        .map(side ->
                                ": %s requests, %s failed, p95 %s ms"
                                        .formatted(
                                                side.text("requests"),
                                                percent(side, "failingPercent"),
                                                side.text("p95Millis")))
                        .orElse("")
                + current.map(side ->
                                " (current: %s, %s, %s ms)"
                                        .formatted(
                                                side.text("requests"),
                                                percent(side, "failingPercent"),
                                                side.text("p95Millis")))
                        .orElse("");
    }

    /// How it stands, or how it ended.
    static String sentence(JsonObject canary) {
        var candidate = canary.text("candidate");
        var project = canary.text("project");
        return switch (canary.text("state")) {
            case "on" ->
                    "%s of the visitors of \"%s\" get %s."
                            .formatted(percent(canary, "percent"), project, candidate);
            case "completed" -> "All visitors of \"%s\" get %s.".formatted(project, candidate);
            default ->
                    "The canary %s of \"%s\" is over: %s."
                            .formatted(candidate, project, canary.findText("reason").orElse(""));
        };
    }

    /// `5%` of 5.0.
    private static String percent(JsonObject of, String member) {
        var number = of.text(member);
        return (number.endsWith(".0") ? number.substring(0, number.length() - 2) : number) + "%";
    }
}
