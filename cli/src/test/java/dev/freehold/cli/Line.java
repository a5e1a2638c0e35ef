package dev.freehold.cli;

import dev.freehold.cli.terminal.Screen;
import dev.freehold.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Types lines in a folder, for a platform in a data folder, and reads what was printed.
final class Line {
    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private Terminal terminal = Terminal.NONE;
    private String input = "";

    Line(Path folder, Path data) {
        this.folder = folder;
        environment.put("FREEHOLD_HOME", data.toString());
    }

    record Printed(int status, String out, String err) {}

    Line with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Line on(Terminal terminal) {
        this.terminal = terminal;
        return this;
    }

    Line piped(String input) {
        this.input = input;
        return this;
    }

    Printed type(String... words) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var screen = new Screen(stream(out), stream(err), terminal);
        var in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        int status =
                new Main(new Surroundings(environment, folder, screen, in)).run(List.of(words));
        return new Printed(
                status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
