package dev.freehold.build.tools;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Programs of this machine that builds see as they are: those in the folders of the system.
public final class HostPrograms {
    private static final List<Path> FOLDERS =
            List.of(Path.of("/usr/local/bin"), Path.of("/usr/bin"), Path.of("/bin"));

    private HostPrograms() {}

    public static boolean has(String name) {
        return FOLDERS.stream().anyMatch(folder -> Files.isExecutable(folder.resolve(name)));
    }

    /// @param advice what to install
    /// @throws FreeholdException MISSING_TOOL
    public static void require(String name, String advice) {
        if (!has(name)) {
            throw missing("this machine has no \"" + name + "\", which the build needs", advice);
        }
    }

    /// The system of this machine with its version, whose libraries programs in C are linked to.
    public static String system() {
        try {
            return Files.readString(Path.of("/etc/os-release"));
        } catch (java.io.IOException unknown) {
            return System.getProperty("os.version", "");
        }
    }

    public static FreeholdException missing(String what, String advice) {
        return new FreeholdException(ErrorCode.MISSING_TOOL, what, advice);
    }
}
