package dev.freehold.sandbox;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;

/// Holds a command back inside its sandbox until it may begin: by a named pipe (fifo(7)), at which a script
/// waits in the command's place. The platform holds the other end and nothing else does, so that the
/// script ends with the platform, however that ends.
final class Gate implements AutoCloseable {
    /// For reading too: what is opened so never waits for the other side, and we never read.
    private static final String WITHOUT_WAITING = "rw";

    private static final byte[] WORD = {'\n'};

    /// Waits in a command's place, and before all that is the app's own: its variables may be code.
    static final List<String> STEP = List.of("/bin/sh", SystemFiles.GATE_SCRIPT);

    private final Path path;
    private final RandomAccessFile pipe;

    private Gate(Path path, RandomAccessFile pipe) {
        this.path = path;
        this.pipe = pipe;
    }

    /// A new one, which only root may pass: the script finds it open.
    static Gate in(Path folder, Tool mkfifo) {
        var path = folder.resolve("gate");
        mkfifo.run("--mode=600", path.toString());
        try {
            return new Gate(path, new RandomAccessFile(path.toFile(), WITHOUT_WAITING));
        } catch (IOException e) {
            throw new FreeholdException(
                    ErrorCode.INTERNAL,
                    "\"" + path + "\" can't be opened: " + e.getMessage(),
                    "see freehold doctor",
                    e);
        }
    }

    /// The same process, waiting here before it becomes its command.
    SandboxSpec before(SandboxSpec spec) {
        return spec.behind(path);
    }

    void open() {
        try {
            pipe.write(WORD);
        } catch (IOException e) {
            throw new FreeholdException(
                    ErrorCode.INTERNAL,
                    "\"" + path + "\" can't be written: " + e.getMessage(),
                    "see freehold doctor",
                    e);
        }
    }

    /// What waits here ends, unless it was let through.
    @Override
    public void close() {
        try {
            pipe.close();
        } catch (IOException e) {
            throw new FreeholdException(
                    ErrorCode.INTERNAL,
                    "\"" + path + "\" can't be closed",
                    "see freehold doctor",
                    e);
        }
    }
}
