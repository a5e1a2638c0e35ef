package dev.freehold.cli.local;

import dev.freehold.cli.api.Json;
import dev.freehold.cli.api.JsonObject;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The folder in which a platform on this machine keeps everything.
public record DataFolder(Path path) {

    /// `FREEHOLD_HOME`, else `/var/lib/freehold` for root, else `~/.local/share/freehold`.
    public static DataFolder find(Map<String, String> environment) {
        var named = environment.getOrDefault("FREEHOLD_HOME", "");
        if (!named.isEmpty()) {
            return new DataFolder(Path.of(named).toAbsolutePath().normalize());
        }
        if (System.getProperty("user.name", "").equals("root")) {
            return new DataFolder(Path.of("/var/lib/freehold"));
        }
        return new DataFolder(
                Path.of(System.getProperty("user.home"), ".local", "share", "freehold"));
    }

    public Path log() {
        return path.resolve("logs").resolve("platform.log");
    }

    /// The certificate of this machine's own authority; a node that is a process of its own has its own.
    public Optional<Path> findAuthority() {
        return Stream.of("certificates", "node/certificates")
                .map(folder -> path.resolve(folder).resolve("authority.pem"))
                .filter(Files::exists)
                .findFirst();
    }

    /// Held while one process starts a platform, so that a second one waits instead.
    Path startLock() {
        return path.resolve("start.lock");
    }

    Path announcement() {
        return path.resolve("platform.json");
    }

    /// The platform that runs on this folder; a file left by one that died counts for nothing.
    public Optional<RunningPlatform> findRunning() {
        try {
            var text = Files.readString(announcement());
            return Optional.of(RunningPlatform.of(Json.readObject(text)))
                    .filter(RunningPlatform::isAlive);
        } catch (NoSuchFileException | IllegalArgumentException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw unreadable(announcement(), e);
        }
    }

    /// The owner's token, readable by the owner only.
    public String token() {
        var file = path.resolve("token");
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /// What the announcement of a platform says that may have died since.
    Optional<JsonObject> findAnnouncement() {
        try {
            return Optional.of(Json.readObject(Files.readString(announcement())));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static FreeholdException unreadable(Path file, IOException e) {
        var advice =
                e instanceof AccessDeniedException
                        ? "call freehold as the user who started the platform"
                        : "is this the platform's data folder? FREEHOLD_HOME or --data names another";
        return new FreeholdException(
                ErrorCode.UNAVAILABLE, "\"" + file + "\" can't be read", advice, e);
    }
}
