package dev.freehold.cli.terminal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// The last line of a terminal, drawn again ten times a second while something takes long. What is
/// over within a quarter of a second never shows one, and costs nothing. Guarded by its own lock.
public final class LiveLine {
    private static final Duration PATIENCE = Duration.ofMillis(250);
    private static final Duration FRAME = Duration.ofMillis(100);
    private static final String ERASE = "\r\u001b[2K";
    private static final int USUAL_WIDTH = 80;

    /// What the line shows at a moment.
    public interface Picture {
        /// @param frame counts up, for what turns
        /// @param width how many characters there is room for
        String draw(int frame, int width);
    }

    private final PrintStream err;
    private Optional<Picture> picture = Optional.empty();
    private boolean drawn;
    private boolean painting;

    LiveLine(PrintStream err) {
        this.err = err;
    }

    synchronized void say(String text) {
        erase();
        err.println(text);
        err.flush();
    }

    synchronized void show(Picture picture) {
        this.picture = Optional.of(picture);
        if (!painting) {
            painting = true;
            Thread.ofPlatform().daemon().name("live line").start(this::paint);
        }
    }

    synchronized void still() {
        picture = Optional.empty();
        erase();
    }

    synchronized void erase() {
        if (drawn) {
            err.print(ERASE);
            err.flush();
            drawn = false;
        }
    }

    private void paint() {
        try {
            Thread.sleep(PATIENCE);
            int width = width();
            for (int frame = 0; ; frame++) {
                paint(frame, width);
                Thread.sleep(FRAME);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void paint(int frame, int width) {
        picture.ifPresent(shown -> {
            err.print(ERASE + shown.draw(frame, width - 1));
            err.flush();
            drawn = true;
        });
    }

    /// Asked of `stty`, which every Unix has; Java itself doesn't know.
    private static int width() {
        try {
            var stty =
                    new ProcessBuilder("stty", "size")
                            .redirectInput(Path.of("/dev/tty").toFile())
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            var size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            int columns = Integer.parseInt(size.strip().substring(size.indexOf(' ') + 1));
            return columns > 0 ? columns : USUAL_WIDTH;
        } catch (IOException | RuntimeException unknown) {
            return USUAL_WIDTH;
        }
    }
}
