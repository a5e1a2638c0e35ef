package dev.freehold.sandbox;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
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
            throw trouble(path, "opened", e);
        }
    }

    /// The same process, waiting here before it becomes its command.
    SandboxSpec before(SandboxSpec spec) {
        return spec.behind(path);
    }

    /// Both ends are open: nobody needs to find it any more.
    void forgetName() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw trouble("deleted", e);
        }
    }

    /// Once; a running app keeps nothing of it open.
    void open() {
        try {
            pipe.write(WORD);
        } catch (IOException e) {
            throw trouble("written", e);
        }
        close();
    }

    /// What waits here ends, unless it was let through.
    @Override
    public void close() {
        try {
            pipe.close();
        } catch (IOException e) {
            throw trouble("closed", e);
        }
    }

    private FreeholdException trouble(String what, IOException reason) {
        return trouble(path, what, reason);
    }

    private static FreeholdException trouble(Path path, String what, IOException reason) {
        return new FreeholdException(
                ErrorCode.INTERNAL,
                "\"" + path + "\" can't be " + what + ": " + reason.getMessage(),
                "see freehold doctor",
                reason);
    }
}
