package dev.freehold.sandbox;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which slot belongs to which platform of this host: a file per slot that names the platform's
/// process. It lies in `/run`, so that it is gone after a boot, as the slots are.
///
/// @param owner the process of this platform
record SlotClaims(Path folder, ProcessIdentity owner) {
    static SlotClaims ofThisProcess() {
        return new SlotClaims(
                Path.of("/run/freehold/slots"), ProcessIdentity.of(ProcessHandle.current().pid()));
    }

    /// A slot that nobody has, now ours.
    Slot claim() {
        try {
            Files.createDirectories(folder);
            for (int number = 0; number < Slot.COUNT; number++) {
                if (tryToClaim(number)) {
                    return new Slot(number);
                }
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
        throw new FreeholdException(
                ErrorCode.CAPACITY,
                "all " + Slot.COUNT + " network slots of this host are taken",
                "stop an app, or run it on another host");
    }

    boolean owns(Slot slot) {
        return ownerOf(slot).filter(owner::equals).isPresent();
    }

    /// From an earlier platform that is no more, with the app that lives in it.
    void takeOver(Slot slot) {
        if (ownerOf(slot).filter(earlier -> !earlier.alive()).isPresent()) {
            try {
                Files.writeString(file(slot.number()), owner.text());
            } catch (IOException e) {
                throw unwritable(e);
            }
        }
    }

    void giveUp(Slot slot) {
        try {
            Files.deleteIfExists(file(slot.number()));
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /// Those of platforms that are no more, in which nothing lives.
    List<Slot> leftBehind() {
        var busy = busyNamespaces();
        try (var files = Files.list(folder)) {
            return files.map(file -> Integer.parseInt(file.getFileName().toString()))
                    .map(Slot::new)
                    .filter(this::nobodys)
                    .filter(slot -> !busy.contains(inode(slot.namespaceFile())))
                    .toList();
        } catch (IOException none) {
            return List.of();
        }
    }

    private boolean tryToClaim(int number) throws IOException {
        try {
            if (Files.exists(file(number)) || Files.exists(new Slot(number).namespaceFile())) {
                return false;
            }
            Files.writeString(file(number), owner.text(), StandardOpenOption.CREATE_NEW);
            return true;
        } catch (FileAlreadyExistsException taken) {
            return false;
        }
    }

    private boolean nobodys(Slot slot) {
        return ownerOf(slot).filter(other -> !other.alive()).isPresent();
    }

    private Optional<ProcessIdentity> ownerOf(Slot slot) {
        try {
            return ProcessIdentity.parse(Files.readString(file(slot.number())));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private Path file(int number) {
        return folder.resolve(Integer.toString(number));
    }

    /// The namespaces of all processes, each by the inode that its file has.
    private static Set<String> busyNamespaces() {
        var busy = new HashSet<String>();
        ProcessHandle.allProcesses().forEach(process -> namespaceOf(process).ifPresent(busy::add));
        return busy;
    }

    /// From `/proc/<pid>/ns/net → net:[4026531840]`.
    private static Optional<String> namespaceOf(ProcessHandle process) {
        try {
            var link = Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/ns/net"));
            var text = link.toString();
            return Optional.of(text.substring("net:[".length(), text.length() - 1));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private static String inode(Path file) {
        try {
            return Files.getAttribute(file, "unix:ino").toString();
        } catch (IOException none) {
            return "";
        }
    }

    private FreeholdException unwritable(IOException e) {
        return new FreeholdException(
                ErrorCode.INTERNAL,
                "\"" + folder + "\" can't be written: " + e,
                "see freehold doctor",
                e);
    }
}
