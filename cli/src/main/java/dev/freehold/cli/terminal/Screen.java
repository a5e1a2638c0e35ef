package dev.freehold.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Where everything is printed: facts on standard output, the story on standard error. Safe for
/// concurrent use.
public final class Screen {
    private final PrintStream out;
    private final PrintStream err;
    private final Terminal terminal;

    public Screen(PrintStream out, PrintStream err, Terminal terminal) {
        this.out = out;
        this.err = err;
        this.terminal = terminal;
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

    /// A fact: what a program that calls us reads.
    public void print(String text) {
        out.println(text);
        out.flush();
    }

    /// Raw facts, such as an archive.
    public PrintStream out() {
        return out;
    }

    /// A line of the story.
    public synchronized void say(String text) {
        err.println(text);
        err.flush();
    }

    /// A part of a line that is drawn again and again, on a terminal.
    public synchronized void draw(String text) {
        err.print(text);
        err.flush();
    }

    /// Colours for what goes to standard error.
    public Colours colours() {
        return terminal.errColours();
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }
}
