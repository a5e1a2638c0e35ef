package dev.freehold.cli.local;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Starts the platform in the background and waits until it says that it is ready. Of two that start
/// it at once, one does and the other finds it running.
public final class Startup {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int LOG_LINES = 15;

    private final DataFolder data;
    private final List<String> settings;

    /// @param settings for the platform's main: `--api-port`, `7070`, …
    public Startup(DataFolder data, List<String> settings) {
        this.data = data;
        this.settings = List.copyOf(settings);
    }

    public RunningPlatform start() {
        try {
            Files.createDirectories(data.log().getParent());
            try (var lock = open(data.startLock());
                    var held = lock.lock()) {
                assert held.isValid();
                var running = data.findRunning();
                return running.isPresent() ? running.get() : startAlone();
            }
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /// Runs it in this terminal until it ends; Ctrl-C stops it.
    public int runHere() throws InterruptedException {
        try {
            Files.createDirectories(data.log().getParent());
            return new ProcessBuilder(ServerCommand.with(words())).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private RunningPlatform startAlone() throws IOException {
        try (var changes = FileSystems.getDefault().newWatchService()) {
            data.path()
                    .register(
                            changes,
                            StandardWatchEventKinds.ENTRY_CREATE,
                            StandardWatchEventKinds.ENTRY_MODIFY);
            return awaitReady(spawn(), changes);
        }
    }

    /// In a session of its own, so that Ctrl-C in this terminal ends us, not the platform.
    private Process spawn() throws IOException {
        var command = new ArrayList<String>();
        for (var setsid : List.of("/usr/bin/setsid", "/bin/setsid")) {
            if (command.isEmpty() && Files.isExecutable(Path.of(setsid))) {
                command.add(setsid);
            }
        }
        command.addAll(ServerCommand.with(words()));
        return new ProcessBuilder(command)
                .directory(data.path().toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(data.log().toFile()))
                .redirectErrorStream(true)
                .start();
    }

    private List<String> words() {
        var words = new ArrayList<>(List.of("up", "--data", data.path().toString()));
        words.addAll(settings);
        return words;
    }

    private RunningPlatform awaitReady(Process process, WatchService changes) throws IOException {
        // A platform that dies changes no file: its end is looked for a few times a second as well.
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (System.nanoTime() < deadline) {
            var running = data.findRunning();
            if (running.isPresent() && running.get().pid() == process.pid()) {
                return running.get();
            }
            if (!process.isAlive()) {
                throw died(process.exitValue());
            }
            awaitChange(changes);
        }
        process.destroy();
        throw new FreeholdException(
                ErrorCode.TIMED_OUT,
                "the platform was not ready after " + LONGEST.toSeconds() + " s" + lastLines(),
                "its log is " + data.log());
    }

    private static void awaitChange(WatchService changes) {
        try {
            var key = changes.poll(100, TimeUnit.MILLISECONDS);
            if (key != null) {
                key.pollEvents();
                key.reset();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FreeholdException(ErrorCode.CANCELLED, "cancelled", "");
        }
    }

    private FreeholdException died(int status) {
        return new FreeholdException(
                ErrorCode.UNAVAILABLE,
                "the platform ended with status " + status + " while starting" + lastLines(),
                "its whole log is " + data.log());
    }

    private String lastLines() {
        try {
            var lines = Files.readAllLines(data.log());
            var last = lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size());
            return last.isEmpty() ? "" : "; its last words:\n  " + String.join("\n  ", last);
        } catch (IOException e) {
            return "";
        }
    }

    private static FileChannel open(Path lock) throws IOException {
        return FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private FreeholdException unusable(IOException e) {
        return new FreeholdException(
                ErrorCode.UNAVAILABLE,
                "the data folder \"" + data.path() + "\" can't be used: " + e,
                "make it writable, or name another with --data or FREEHOLD_HOME",
                e);
    }
}
