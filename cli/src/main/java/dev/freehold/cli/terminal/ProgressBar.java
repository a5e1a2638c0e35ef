package dev.freehold.cli.terminal;

import java.util.concurrent.atomic.AtomicLong;

/// How much of the bytes has moved, and how fast.
public final class ProgressBar implements LiveLine.Picture {
    private static final int BAR = 24;

    private final String what;
    private final long bytes;
    private final Colours colours;
    private final AtomicLong moved = new AtomicLong();
    private final long began = System.nanoTime();

    public ProgressBar(String what, long bytes, Colours colours) {
        this.what = what;
        this.bytes = bytes;
        this.colours = colours;
    }

    public void move(long more) {
        moved.addAndGet(more);
    }

    /// Where nobody knows how much there will be.
    public String soFar() {
        return Words.size(moved.get()) + speed(moved.get());
    }

    @Override
    public String draw(int frame, int width) {
        long done = Math.clamp(moved.get(), 0, bytes);
        int filled = bytes == 0 ? BAR : (int) (done * BAR / bytes);
        var bar = colours.green("█".repeat(filled)) + colours.dim("░".repeat(BAR - filled));
        var sizes = Words.size(done) + " of " + Words.size(bytes);
        return width < 70
                ? Words.cut(what + " " + sizes, width)
                : "    " + what + " " + bar + " " + sizes + speed(done);
    }

    private String speed(long done) {
        double seconds = (System.nanoTime() - began) / 1e9;
        return ", " + Words.size((long) (done / Math.max(seconds, 0.001))) + "/s";
    }
}
