package dev.freehold.cli.local;

import dev.freehold.cli.api.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// What a platform on this machine announces once it is ready.
///
/// @param tlsUrl where apps answer by TLS, if at all
public record RunningPlatform(
        long pid,
        String apiUrl,
        String edgeUrl,
        Optional<String> tlsUrl,
        String version,
        Instant started) {
    private static final Duration CLOCK_STEP = Duration.ofMinutes(1);

    static RunningPlatform of(JsonObject announcement) {
        return new RunningPlatform(
                announcement.number("pid"),
                announcement.text("apiUrl"),
                announcement.text("edgeUrl"),
                announcement.findText("tlsUrl"),
                announcement.findText("version").orElse("unknown"),
                announcement.findText("started").map(Instant::parse).orElse(Instant.MAX));
    }

    /// Whether its process was gone before the time was over.
    public boolean awaitEnd(Duration longest) {
        var process = ProcessHandle.of(pid);
        if (process.isEmpty()) {
            return true;
        }
        try {
            process.get().onExit().get(longest.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return !isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Since a machine was started again, the number may be another process's.
    boolean isAlive() {
        return lives(pid) && ProcessHandle.of(pid).filter(this::isIt).isPresent();
    }

    private boolean isIt(ProcessHandle process) {
        var began = process.info().startInstant().orElse(Instant.MIN);
        return started.equals(Instant.MAX) || began.isBefore(started.plus(CLOCK_STEP));
    }

    /// One that has ended stays in the table, as a zombie, until its parent has asked how.
    static boolean lives(long pid) {
        return ProcessHandle.of(pid).isPresent() && !isZombie(pid);
    }

    /// The state stands behind the name in parentheses (proc(5), /proc/pid/stat).
    private static boolean isZombie(long pid) {
        try {
            var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return stat.startsWith(") Z", stat.lastIndexOf(')'));
        } catch (IOException e) {
            return false;
        }
    }
}
