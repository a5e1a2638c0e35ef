package dev.freehold.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Where everything is printed: facts on standard output, the story on standard error; on a terminal
/// the story's last line may be alive. Safe for concurrent use.
public final class Screen {
    private final PrintStream out;
    private final PrintStream err;
    private final Terminal terminal;
    private final LiveLine live;

    public Screen(PrintStream out, PrintStream err, Terminal terminal) {
        this.out = out;
        this.err = err;
        this.terminal = terminal;
        this.live = new LiveLine(err);
    }

    /// The process's own, in UTF-8 whatever the locale says: file names and arrows survive.
    public static Screen ofProcess(Map<String, String> environment) {
        return new Screen(
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                Terminal.ofProcess(environment));
    }

    public Terminal terminal() {
        return terminal;
    }

    /// Colours for what goes to standard error.
    public Colours colours() {
        return terminal.errColours();
    }

    /// A fact: what a program that calls us reads.
    public void print(String text) {
        live.erase();
        out.println(text);
        out.flush();
    }

    /// A line of the story.
    public void say(String text) {
        live.say(text);
    }

    /// Keeps the last line alive until the next call; on a terminal only.
    public void show(LiveLine.Picture picture) {
        if (terminal.err()) {
            live.show(picture);
        }
    }

    /// Nothing is alive any more.
    public void still() {
        live.still();
    }

    /// A question without a new line after it.
    public void ask(String question) {
        live.still();
        err.print(question);
        err.flush();
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }
}
