package dev.freehold.cli.terminal;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/// Asks the person at the terminal; secrets are typed unseen, or read from standard input.
public final class Questions {
    private final Screen screen;
    private final InputStream in;

    public Questions(Screen screen, InputStream in) {
        this.screen = screen;
        this.in = in;
    }

    /// Whether the answer was yes. Nobody there is no answer: the caller's advice says how to go on.
    public boolean confirm(String question, String advice) {
        if (!screen.terminal().in()) {
            throw new FreeholdException(
                    ErrorCode.INVALID, "this needs a yes, and nobody is there to ask", advice);
        }
        screen.ask(question + " [y/N] ");
        var answer = readLine().strip().toLowerCase(Locale.ROOT);
        return answer.equals("y") || answer.equals("yes");
    }

    /// A value that must not be seen: typed, or all of standard input but for a last line break.
    public String secret(String prompt) {
        return screen.terminal().in() ? hidden(prompt) : piped();
    }

    private String hidden(String prompt) {
        screen.still();
        return Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .flatMap(console -> Optional.ofNullable(console.readPassword("%s", prompt)))
                .map(String::new)
                .orElseThrow(() ->
                        new FreeholdException(
                                ErrorCode.CANCELLED,
                                "nothing was typed",
                                "type the value, or pipe it into standard input"));
    }

    private String piped() {
        try {
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private String readLine() {
        var line = new java.io.ByteArrayOutputStream();
        try {
            for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
                line.write(c);
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private static FreeholdException unreadable(IOException e) {
        return new FreeholdException(
                ErrorCode.INVALID, "standard input can't be read: " + e.getMessage(), "", e);
    }
}
