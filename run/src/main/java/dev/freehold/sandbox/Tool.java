package dev.freehold.sandbox;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A program of the host's that we call with a list of arguments, never by a shell.
record Tool(Path file) {
    private static final List<String> FOLDERS =
            List.of("/usr/bin", "/usr/sbin", "/bin", "/sbin", "/usr/local/bin", "/usr/local/sbin");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// In the system's folders only: what a PATH names may be anybody's.
    static Optional<Tool> find(String name) {
        return FOLDERS.stream()
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Tool::new);
    }

    /// What it prints; fails with that as the reason where it ends with anything but 0.
    String run(String... arguments) {
        return run("", List.of(arguments));
    }

    String run(String input, List<String> arguments) {
        var outcome = attempt(input, arguments);
        if (outcome.code() != 0) {
            throw new FreeholdException(
                    ErrorCode.INTERNAL,
                    "\"" + file.getFileName() + "\" failed: " + outcome.output().strip(),
                    "see freehold doctor");
        }
        return outcome.output();
    }

    boolean succeeds(String... arguments) {
        return attempt("", List.of(arguments)).code() == 0;
    }

    Outcome attempt(String input, List<String> arguments) {
        var command =
                new ArrayList<>(
                        Stream.concat(Stream.of(file.toString()), arguments.stream()).toList());
        try {
            return outcome(new ProcessBuilder(command).redirectErrorStream(true).start(), input);
        } catch (IOException e) {
            return new Outcome(127, String.valueOf(e.getMessage()));
        }
    }

    private static Outcome outcome(Process process, String input) throws IOException {
        try {
            try (var to = process.getOutputStream()) {
                to.write(input.getBytes(StandardCharsets.UTF_8));
            }
            var output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            boolean ended = process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return new Outcome(ended ? process.exitValue() : 124, output);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome(130, "interrupted");
        } finally {
            process.destroyForcibly();
        }
    }

    record Outcome(int code, String output) {}
}
