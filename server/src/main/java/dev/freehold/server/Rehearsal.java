package dev.freehold.server;

import java.io.IOException;
import java.nio.file.Files;

/// Starts the platform on a folder of its own, asks it once, and stops it, so that an AOT cache holds
/// what a real start needs.
final class Rehearsal {
    private Rehearsal() {}

    static void perform() throws IOException {
        var folder = Files.createTempDirectory("freehold-rehearsal");
        var settings = new Settings(folder, "127.0.0.1", 0, 0, "localhost");
        try (var _ = Platform.start(settings)) {
            System.err.println("rehearsed");
        } finally {
            Folders.delete(folder);
        }
    }
}
