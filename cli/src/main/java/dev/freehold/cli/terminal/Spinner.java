package dev.freehold.cli.terminal;

/// Something that turns, what is being done, and for how long already.
public final class Spinner implements LiveLine.Picture {
    private static final String FRAMES = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";

    private final String what;
    private final Colours colours;
    private final long began = System.nanoTime();

    public Spinner(String what, Colours colours) {
        this.what = what;
        this.colours = colours;
    }

    @Override
    public String draw(int frame, int width) {
        var time = Words.time(System.nanoTime() - began);
        var turning = String.valueOf(FRAMES.charAt(frame % FRAMES.length()));
        var shown = Words.cut(what, width - time.length() - 6);
        return "  " + colours.cyan(turning) + " " + shown + "  " + colours.dim(time);
    }
}
