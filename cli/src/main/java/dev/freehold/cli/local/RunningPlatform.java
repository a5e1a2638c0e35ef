package dev.freehold.cli.local;

import dev.freehold.cli.api.JsonObject;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// What a platform on this machine announces once it is ready.
public record RunningPlatform(long pid, String apiUrl, String edgeUrl, String version) {

    static RunningPlatform of(JsonObject announcement) {
        return new RunningPlatform(
                announcement.number("pid"),
                announcement.text("apiUrl"),
                announcement.text("edgeUrl"),
                announcement.findText("version").orElse("unknown"));
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

    boolean isAlive() {
        return ProcessHandle.of(pid).isPresent();
    }
}
