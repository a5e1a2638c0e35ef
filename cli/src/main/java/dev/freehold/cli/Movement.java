package dev.freehold.cli;

import dev.freehold.cli.terminal.ProgressBar;
import dev.freehold.cli.terminal.Screen;
import dev.freehold.cli.terminal.Words;
import dev.freehold.cli.upload.Traffic;

/// Shows files that are read or sent: a bar on a terminal while it goes on, a line once it is over.
final class Movement implements Traffic {
    private final Screen screen;
    private volatile ProgressBar bar;
    private Way way = Way.READ;
    private int files;
    private long bytes;
    private long began;

    Movement(Screen screen) {
        this.screen = screen;
        this.bar = new ProgressBar("", 0, screen.colours());
    }

    @Override
    public void begins(Way way, int files, long bytes) {
        this.way = way;
        this.files = files;
        this.bytes = bytes;
        began = System.nanoTime();
        bar = new ProgressBar(way == Way.READ ? "reading" : "sending", bytes, screen.colours());
        if (bytes > 0) {
            screen.show(bar);
        }
    }

    @Override
    public void moved(long bytes) {
        bar.move(bytes);
    }

    /// What was read is told with what was found.
    @Override
    public void ends() {
        screen.still();
        if (way == Way.SENT && files > 0) {
            var what = Words.count(files, "file") + ", " + Words.size(bytes);
            screen.say(StepLine.done("sent", what, System.nanoTime() - began, screen.colours()));
        }
    }
}
