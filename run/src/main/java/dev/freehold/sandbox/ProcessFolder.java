package dev.freehold.sandbox;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.sandbox.SandboxedProcess.Exit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The folder of one process: `process.json`, `exit.json`, `status.json` and `log`.
///
/// `status.json` is written by the process that waits for the app (bubblewrap, or our script), and is
/// the only thing that knows the exit status when no platform was there to see it.
record ProcessFolder(Path path) {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern CHILD = Pattern.compile("\"child-pid\":\\s*(\\d+)");
    private static final Pattern EXIT_CODE = Pattern.compile("\"exit-code\":\\s*(\\d+)");

    Path log() {
        return path.resolve("log");
    }

    Path status() {
        return path.resolve("status.json");
    }

    /// Makes the folder, empty of what an earlier process left, but for its log.
    void open() {
        try {
            Files.createDirectories(path);
            Files.deleteIfExists(status());
            Files.deleteIfExists(path.resolve("exit.json"));
            Files.deleteIfExists(path.resolve("process.json"));
            if (!Files.exists(log())) {
                Files.createFile(log());
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /// So that the app may open its output again by the name `/dev/stdout`, as many do.
    void giveLogTo(int user) {
        try {
            Files.setAttribute(log(), "unix:uid", user);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    void write(ProcessRecord record) {
        write("process.json", record);
    }

    void write(Exit exit) {
        write("exit.json", exit);
    }

    Optional<ProcessRecord> process() {
        return read("process.json", ProcessRecord.class);
    }

    Optional<Exit> exit() {
        return read("exit.json", Exit.class);
    }

    /// The process below the waiting one: the app, or the first of its process namespace.
    OptionalLong child() {
        var match = CHILD.matcher(statusText());
        return match.find()
                ? OptionalLong.of(Long.parseLong(match.group(1)))
                : OptionalLong.empty();
    }

    OptionalInt exitCode() {
        var match = EXIT_CODE.matcher(statusText());
        return match.find()
                ? OptionalInt.of(Integer.parseInt(match.group(1)))
                : OptionalInt.empty();
    }

    private String statusText() {
        try {
            return Files.readString(status());
        } catch (IOException notYet) {
            return "";
        }
    }

    /// Whole or not at all, but not flushed to the disk: after a power cut no process is left to adopt,
    /// and a visitor may be waiting.
    private void write(String name, Object content) {
        try {
            var fresh = Files.createTempFile(path, name, ".new");
            Files.write(fresh, JSON.writeValueAsBytes(content));
            Files.move(fresh, path.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private <T> Optional<T> read(String name, Class<T> type) {
        try {
            var text = Files.readString(path.resolve(name), StandardCharsets.UTF_8);
            return Optional.of(JSON.readValue(text, type));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException | JacksonException damaged) {
            return Optional.empty();
        }
    }

    private FreeholdException unwritable(IOException e) {
        return new FreeholdException(
                ErrorCode.INTERNAL,
                "the folder \"" + path + "\" of a process can't be written: " + e,
                "look at the disk's free space and the folder's owner",
                e);
    }
}
