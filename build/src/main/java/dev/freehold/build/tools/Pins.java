package dev.freehold.build.tools;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;

/// Which bytes a package must have: those committed with the program, and those resolved on this
/// machine, which stay as they were first resolved. Safe for concurrent use.
final class Pins {
    private final Properties committed = new Properties();
    private final Path file;

    /// @param file keeps what was resolved on this machine
    Pins(Path file) {
        this.file = file;
        try (var resource = Pins.class.getResourceAsStream("pinned.properties")) {
            committed.load(resource);
        } catch (IOException e) {
            throw new UncheckedIOException("can't read the pinned packages", e);
        }
    }

    Optional<Integrity> integrity(Package of) {
        return value(of.toString()).map(Integrity::new);
    }

    /// The version that a range of a package was resolved to before.
    Optional<Package> resolved(String name, String range) {
        return value(name + "@" + range + "=").map(version -> new Package(name, version));
    }

    synchronized void remember(String name, String range, Package resolved, Integrity integrity)
            throws IOException {
        var all = onThisMachine();
        all.setProperty(name + "@" + range + "=", resolved.version());
        all.setProperty(resolved.toString(), integrity.text());
        write(all);
    }

    synchronized void remember(Package exact, Integrity integrity) throws IOException {
        var all = onThisMachine();
        all.setProperty(exact.toString(), integrity.text());
        write(all);
    }

    private synchronized Optional<String> value(String key) {
        var pinned = committed.getProperty(key);
        return Optional.ofNullable(pinned != null ? pinned : onThisMachine().getProperty(key));
    }

    private Properties onThisMachine() {
        var all = new Properties();
        if (Files.exists(file)) {
            try (var reader = Files.newBufferedReader(file)) {
                all.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException("can't read " + file, e);
            }
        }
        return all;
    }

    private void write(Properties all) throws IOException {
        Files.createDirectories(file.getParent());
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        try (var writer = Files.newBufferedWriter(fresh)) {
            all.store(writer, "resolved on this machine; delete a line to resolve it again");
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
