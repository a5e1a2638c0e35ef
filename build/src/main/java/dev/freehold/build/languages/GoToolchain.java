package dev.freehold.build.languages;

import dev.freehold.build.Workshop;
import dev.freehold.build.tools.HostPrograms;
import dev.freehold.build.tools.Toolchain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Finds Go on this machine: where its own archive is unpacked to, or the system's package.
final class GoToolchain {
    private static final Path UNPACKED = Path.of("/usr/local/go");
    private static final Path PACKAGED = Path.of("/usr/lib/go/VERSION");

    private GoToolchain() {}

    /// Puts it on the PATH of the steps to come.
    ///
    /// @return its version, as far as it is known
    static String bring(Workshop workshop) throws IOException {
        if (Files.isExecutable(UNPACKED.resolve("bin/go"))) {
            var version = version(UNPACKED.resolve("VERSION"));
            workshop.use(workshop.tools().link(new Toolchain("go", version, UNPACKED)));
            return version;
        }
        HostPrograms.require(
                "go",
                "install Go on this machine (Debian: apt-get install golang-go; or unpack https://go.dev/dl to /usr/local)");
        return version(PACKAGED);
    }

    /// Its first line is `go1.24.2`.
    private static String version(Path file) throws IOException {
        return Files.isReadable(file)
                ? Files.readString(file).lines().findFirst().orElse("go").substring(2)
                : "of the system";
    }
}
