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
import java.util.stream.Stream;

/// Starts the platform in the background and waits until it says that it is ready. Of two that start
/// it at once, one does and the other finds it running.
public final class Startup {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int LOG_LINES = 15;

    /// A shell's own script, the same for every start: runs the shell's arguments behind it and tells
    /// their process; what they say goes where its errors go.
    private static final String BEHIND = "\"$@\" </dev/null >&2 & echo $!\n";

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

    /// Runs it in this terminal, which shows its log, until it ends; Ctrl-C stops it.
    public int runHere() throws InterruptedException {
        try {
            Files.createDirectories(data.log().getParent());
            var program = new ProcessBuilder(ServerCommand.with(words())).inheritIO();
            program.environment().put("FREEHOLD_LOG", "terminal");
            return program.start().waitFor();
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

    /// In a session of its own, so that Ctrl-C in this terminal ends us, not the platform; and not as our
    /// child: a JVM that ends waits 0.3 s for the thread which waits for the end of a child.
    ///
    /// @return its process id
    private long spawn() throws IOException {
        var command = new ArrayList<>(List.of("/bin/sh", "-s", "--"));
        Stream.of("/usr/bin/setsid", "/bin/setsid")
                .filter(setsid -> Files.isExecutable(Path.of(setsid)))
                .findFirst()
                .ifPresent(command::add);
        command.addAll(ServerCommand.with(words()));
        var shell =
                new ProcessBuilder(command)
                        .directory(data.path().toFile())
                        .redirectError(ProcessBuilder.Redirect.appendTo(data.log().toFile()))
                        .start();
        try (var script = shell.outputWriter()) {
            script.write(BEHIND);
        }
        try (var said = shell.inputReader()) {
            return Long.parseLong(said.readLine());
        }
    }

    private List<String> words() {
        var words = new ArrayList<>(List.of("up", "--data", data.path().toString()));
        words.addAll(settings);
        return words;
    }

    private RunningPlatform awaitReady(long pid, WatchService changes) throws IOException {
        // A platform that dies changes no file: its end is looked for a few times a second as well.
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (System.nanoTime() < deadline) {
            var running = data.findRunning();
            if (running.isPresent() && running.get().pid() == pid) {
                return running.get();
            }
            if (!RunningPlatform.lives(pid)) {
                throw died();
            }
            awaitChange(changes);
        }
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
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

    private FreeholdException died() {
        return new FreeholdException(
                ErrorCode.UNAVAILABLE,
                "the platform ended while starting" + lastLines(),
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
