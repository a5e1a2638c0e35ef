package dev.freehold.sandbox;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A folder of the control group tree, whose files are the kernel's: written to set, read to ask. A
/// folder that is gone has no members and answers 0.
record ControlFolder(Path path) {
    private static final Duration TO_CLEAR = Duration.ofSeconds(5);

    void create() {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw refused(path, e);
        }
    }

    boolean tryToCreate() {
        try {
            Files.createDirectories(path);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    void write(String file, Object value) {
        try {
            Files.writeString(path.resolve(file), value.toString());
        } catch (IOException e) {
            throw refused(path.resolve(file), e);
        }
    }

    /// For what only some kernels have.
    void writeIfThere(String file, Object value) {
        if (Files.exists(path.resolve(file))) {
            tryToWrite(file, value);
        }
    }

    boolean tryToWrite(String file, Object value) {
        try {
            Files.writeString(path.resolve(file), value.toString());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /// The groups in it.
    Stream<ControlFolder> below() {
        try (var files = Files.list(path)) {
            return files.filter(Files::isDirectory).map(ControlFolder::new).toList().stream();
        } catch (IOException gone) {
            return Stream.empty();
        }
    }

    boolean olderThan(Duration age) {
        try {
            return Files.getLastModifiedTime(path).toInstant().plus(age).isBefore(Instant.now());
        } catch (IOException gone) {
            return false;
        }
    }

    Set<Long> members() {
        return lines("cgroup.procs").map(Long::valueOf).collect(Collectors.toSet());
    }

    long number(String file) {
        return lines(file).findFirst().map(Long::parseLong).orElse(0L);
    }

    /// Its one line, or nothing where it is gone.
    String text(String file) {
        return lines(file).findFirst().orElse("");
    }

    /// From a file of lines like `anon 4096`.
    long field(String file, String name) {
        return lines(file)
                .filter(line -> line.startsWith(name + " "))
                .findFirst()
                .map(line -> Long.parseLong(line.substring(name.length() + 1)))
                .orElse(0L);
    }

    void killMembers() {
        members().stream()
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .forEach(ProcessHandle::destroyForcibly);
    }

    /// The kernel says "busy" until the last member's remains are cleared.
    boolean remove() {
        return Patience.until(TO_CLEAR, this::tryToRemove);
    }

    private boolean tryToRemove() {
        try {
            Files.deleteIfExists(path);
            return true;
        } catch (IOException busy) {
            return false;
        }
    }

    private Stream<String> lines(String file) {
        try {
            return Files.readAllLines(path.resolve(file)).stream();
        } catch (IOException gone) {
            return Stream.empty();
        }
    }

    private static FreeholdException refused(Path file, IOException e) {
        return new FreeholdException(
                ErrorCode.INTERNAL,
                "the control group \"" + file + "\" refuses: " + e.getMessage(),
                "see freehold doctor",
                e);
    }
}
