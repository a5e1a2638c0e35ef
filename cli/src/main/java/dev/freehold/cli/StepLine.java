package dev.freehold.cli;

import dev.freehold.cli.terminal.Colours;
import dev.freehold.cli.terminal.Words;

/// A step of a deployment on a line: `✓ build   building "shop"  0.31 s`.
final class StepLine {
    private static final int COLUMN = 8;

    private StepLine() {}

    static String text(String step, String text) {
        return step + " ".repeat(Math.max(1, COLUMN - step.length())) + text;
    }

    static String done(String step, String text, long nanos, Colours colours) {
        return ended(colours.green("✓"), text(step, text), nanos, colours);
    }

    static String ended(String mark, String text, long nanos, Colours colours) {
        var gap = text.endsWith(" ") ? "" : "  ";
        return "  " + mark + " " + text + gap + colours.dim(Words.time(nanos));
    }
}
