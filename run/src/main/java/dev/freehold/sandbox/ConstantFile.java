package dev.freehold.sandbox;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;

/// A file whose content is part of the program, written once to the state folder.
final class ConstantFile {
    /// It holds no secret, and apps of any user read it.
    private static final Set<PosixFilePermission> READABLE =
            PosixFilePermissions.fromString("rw-r--r--");

    private ConstantFile() {}

    /// The script of this name that comes with the program.
    static Path script(Path folder, String name) {
        try (var content = ConstantFile.class.getResourceAsStream(name)) {
            if (content == null) {
                throw new IOException("the program was packed without \"" + name + "\"");
            }
            return write(folder.resolve(name), content.readAllBytes());
        } catch (IOException e) {
            throw unwritable(folder.resolve(name), e);
        }
    }

    static Path write(Path file, byte[] content) {
        try {
            if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), content)) {
                return file;
            }
            Files.createDirectories(file.getParent());
            var fresh =
                    Files.createTempFile(file.getParent(), file.getFileName().toString(), ".new");
            Files.write(fresh, content);
            Files.setPosixFilePermissions(fresh, READABLE);
            return Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private static FreeholdException unwritable(Path file, IOException e) {
        return new FreeholdException(
                ErrorCode.INTERNAL,
                "\"" + file + "\" can't be written: " + e,
                "look at the disk's free space and the data folder's owner",
                e);
    }
}
