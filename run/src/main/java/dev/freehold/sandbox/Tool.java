package dev.freehold.sandbox;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// A program of the host's that we call with a list of arguments, never by a shell.
///
/// @param patience what one call may take; then it is ended
record Tool(Path file, Duration patience) {
    private static final List<String> FOLDERS =
            List.of("/usr/bin", "/usr/sbin", "/bin", "/sbin", "/usr/local/bin", "/usr/local/sbin");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Executor VIRTUAL = task -> Thread.ofVirtual().start(task);

    Tool(Path file) {
        this(file, PATIENCE);
    }

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

    private Outcome outcome(Process process, String input) throws IOException {
        var said = CompletableFuture.supplyAsync(() -> converse(process, input), VIRTUAL);
        try {
            var output = said.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)
                    ? new Outcome(process.exitValue(), output)
                    : tooLong();
        } catch (TimeoutException e) {
            return tooLong();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome(130, "interrupted");
        } finally {
            process.destroyForcibly();
        }
    }

    /// What it prints until it closes its output, which one that hangs never does.
    private static String converse(Process process, String input) {
        try {
            try (var to = process.getOutputStream()) {
                to.write(input.getBytes(StandardCharsets.UTF_8));
            }
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Outcome tooLong() {
        return new Outcome(124, "it took longer than " + patience.toSeconds() + " s");
    }

    record Outcome(int code, String output) {}
}
