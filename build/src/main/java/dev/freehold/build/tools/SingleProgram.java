package dev.freehold.build.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// A runtime that npm's registry has as one executable file, for each kind of machine in a package of its
/// own.
public enum SingleProgram {
    DENO("Deno", "2.9.6", "deno", "deno", "deno"),
    /// Who is called `bunx` behaves as that.
    BUN("Bun", "1.4.5", "bin/bun", "bun", "bunx");

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private final String shown;
    private final String usual;
    private final String file;
    private final String command;
    private final String otherName;

    SingleProgram(String shown, String usual, String file, String command, String otherName) {
        this.shown = shown;
        this.usual = usual;
        this.file = file;
        this.command = command;
        this.otherName = otherName;
    }

    static Optional<SingleProgram> named(String command) {
        return Stream.of(values()).filter(one -> one.command().equals(command)).findFirst();
    }

    /// The version for who asks for none.
    public String usualVersion() {
        return usual;
    }

    /// `deno`, `bun`; the name of the runtime as well.
    public String command() {
        return command;
    }

    String file() {
        return file;
    }

    List<String> names() {
        return command.equals(otherName) ? List.of(command) : List.of(command, otherName);
    }

    Package at(String version) {
        return new Package(packageName(), version);
    }

    private String packageName() {
        boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac");
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        return switch (this) {
            case DENO ->
                    "@deno/"
                            + (mac ? "darwin" : "linux")
                            + (arm ? "-arm64" : "-x64")
                            + (mac ? "" : "-glibc");
            case BUN ->
                    "@oven/bun-"
                            + (mac ? "darwin" : "linux")
                            + (arm ? "-aarch64" : hasAvx2() ? "-x64" : "-x64-baseline");
        };
    }

    /// Bun's usual build needs it.
    private static boolean hasAvx2() {
        try {
            return !Files.isReadable(PROCESSORS) || Files.readString(PROCESSORS).contains(" avx2 ");
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public String toString() {
        return shown;
    }
}
