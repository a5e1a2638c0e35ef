package dev.freehold.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A slot with its namespace, which has no name and lives only as long as a process does in it: first
/// the holder, which waits for the end of our pipe to it, then the app. So nothing is left of it when
/// both are gone, however they went, nor of a ready one when the platform is.
///
/// @param holder does nothing, in the namespace
record ReadySlot(Slot slot, Process holder) {
    /// By which it is entered, as long as it is held.
    Path namespace() {
        return namespaceOf(holder.pid());
    }

    boolean entered(long pid) {
        return inode(namespaceOf(pid)).equals(inode(namespace()));
    }

    /// Lets it go: it lives on only if an app is in it.
    void letGo() {
        holder.destroyForcibly();
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
