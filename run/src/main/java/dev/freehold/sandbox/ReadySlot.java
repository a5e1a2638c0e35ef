package dev.freehold.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A slot with its namespace, which has no name and lives only as long as a process does in it: first
/// our script, which waits for the end of our pipe to it or for what it is to become, then the app. So
/// nothing is left of it when that is gone, however it went, nor of a ready one when the platform is.
///
/// @param waiting our script, in the namespace
record ReadySlot(Slot slot, Process waiting) {
    boolean alive() {
        return waiting.isAlive();
    }

    /// Gives it up, with what runs there.
    void letGo() {
        waiting.destroyForcibly();
    }

    static Path namespaceOf(long pid) {
        return Path.of("/proc/" + pid + "/ns/net");
    }

    /// `net:[4026531840]`, if it can be seen.
    static Optional<String> inode(Path namespace) {
        try {
            return Optional.of(Files.readSymbolicLink(namespace).toString());
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
