package dev.freehold.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A command line that runs beside the test.
record CommandLine(Process process, List<String> command, Path out, Path err) {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    static CommandLine start(Path folder, List<String> command, Map<String, String> variables) {
        return start(folder, command, variables, Path.of("/dev/null"));
    }

    /// One that finds what would be typed in a file.
    static CommandLine start(
            Path folder, List<String> command, Map<String, String> variables, Path input) {
        try {
            var out = Files.createTempFile("freehold", ".out");
            var err = Files.createTempFile("freehold", ".err");
            var builder = new ProcessBuilder(command).directory(folder.toFile());
            builder.environment().putAll(variables);
            builder.redirectInput(Redirect.from(input.toFile()));
            builder.redirectOutput(out.toFile()).redirectError(err.toFile());
            return new CommandLine(builder.start(), command, out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What it has said on standard error until now.
    String told() {
        return Folders.read(err);
    }

    /// Waits for its end.
    Product.Result end() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " did not end:\n" + told());
            }
            return result();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted; it said:\n" + told(), e);
        }
    }

    private Product.Result result() {
        var result = new Product.Result(command, process.exitValue(), Folders.read(out), told());
        Folders.delete(out);
        Folders.delete(err);
        return result;
    }
}
