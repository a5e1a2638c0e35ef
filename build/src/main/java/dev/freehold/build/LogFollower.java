package dev.freehold.build;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Hands on what a process writes into its log file, line by line, and keeps the last ones. The file,
/// not a pipe, is between them, so a slow reader never stops the process. Used by one thread.
final class LogFollower {
    private static final int KEPT = 20;
    private static final int LONGEST_LINE = 4000;
    private final Path file;
    private final Builds.BuildLog log;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Deque<String> last = new ArrayDeque<>();
    private long position;

    LogFollower(Path file, Builds.BuildLog log) {
        this.file = file;
        this.log = log;
    }

    /// Reads what has come since the last call. A file that is shorter than before was rotated, and
    /// is read from its start.
    void readOn() throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        // A channel would be closed by the interrupt that cancels a build; this is not.
        try (var content = new RandomAccessFile(file.toFile(), "r")) {
            position = content.length() < position ? 0 : position;
            content.seek(position);
            var buffer = new byte[1 << 16];
            for (int n = content.read(buffer); n > 0; n = content.read(buffer)) {
                position += n;
                take(ByteBuffer.wrap(buffer, 0, n));
            }
        }
    }

    List<String> lastLines() {
        return List.copyOf(last);
    }

    /// Once nothing more will come: a last line without an end counts as well.
    void readToTheEnd() throws IOException {
        readOn();
        if (line.size() > 0) {
            emit();
        }
    }

    private void take(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            if (next == '\n' || line.size() >= LONGEST_LINE) {
                emit();
            }
            if (next != '\n') {
                line.write(next);
            }
        }
    }

    private void emit() {
        var text = line.toString(StandardCharsets.UTF_8).replaceAll("\r$", "");
        line.reset();
        last.addLast(text);
        if (last.size() > KEPT) {
            last.removeFirst();
        }
        log.line(text);
    }
}
