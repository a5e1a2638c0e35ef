package dev.freehold.cli;

import dev.freehold.cli.terminal.Screen;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;

/// What a process is called with, beside its line.
///
/// @param folder the folder that it was called in
/// @param in standard input
record Surroundings(Map<String, String> environment, Path folder, Screen screen, InputStream in) {

    static Surroundings ofProcess() {
        var environment = System.getenv();
        return new Surroundings(
                environment,
                Path.of("").toAbsolutePath(),
                Screen.ofProcess(environment),
                System.in);
    }
}
