package dev.freehold.deploy;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;

/// The file that keeps what a deploy said, in lines for people. Not safe for concurrent use.
final class DeployLog implements AutoCloseable {
    static final DeployLog NONE = new DeployLog(Writer.nullWriter());

    private final Writer file;

    private DeployLog(Writer file) {
        this.file = file;
    }

    static DeployLog open(Path path) {
        try {
            Files.createDirectories(path.getParent());
            return new DeployLog(
                    new BufferedWriter(
                            Files.newBufferedWriter(
                                    path, StandardOpenOption.CREATE, StandardOpenOption.APPEND)));
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /// What was kept; nothing where the log is gone by now.
    static List<String> lines(Path path) {
        try {
            return Files.exists(path) ? Files.readAllLines(path) : List.of();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    void write(DeployEvent event) {
        try {
            file.write(line(event));
            file.write('\n');
            file.flush();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private static String line(DeployEvent event) {
        return switch (event) {
            case DeployEvent.Accepted accepted -> "deployment " + accepted.id();
            case DeployEvent.Step step ->
                    "== " + step.step().name().toLowerCase(Locale.ROOT) + ": " + step.text();
            case DeployEvent.Log log -> log.text();
            case DeployEvent.Done done -> "== ready: " + done.url();
            case DeployEvent.Failed failed -> "== failed: " + failed.problem().detail();
        };
    }

    private static FreeholdException unwritable(IOException e) {
        return new FreeholdException(
                ErrorCode.UNAVAILABLE,
                "the deploy's log can't be written: " + e.getMessage(),
                "check the disk of the data folder",
                e);
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }
}
