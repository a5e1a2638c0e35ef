package dev.freehold.edge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

/// The program h2spec, 2.2.0, which asks a server what RFC 7540 and RFC 7541 want of it. It lies in the jar of a
/// Maven plugin that brings it along.
final class H2Spec {
    private static final String PACKED = "/h2spec/2.2.0/h2spec_linux_amd64.tar.gz";
    private static final int BLOCK = 512;
    private static final int SIZE_AT = 124;
    private static final int SIZE_LENGTH = 11;

    private H2Spec() {}

    /// @return what it prints; its last lines count the cases
    static String run(Path folder, int port, String... options) throws Exception {
        var command = new java.util.ArrayList<>(List.of(program(folder).toString()));
        command.addAll(List.of("-h", "localhost", "-p", String.valueOf(port), "-o", "4"));
        command.addAll(List.of(options));
        var said = folder.resolve("said.txt");
        var running =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        if (!running.waitFor(170, TimeUnit.SECONDS)) {
            running.destroyForcibly();
        }
        return Files.readString(said);
    }

    /// The archive holds one file: a block that tells its size (POSIX ustar), then its bytes.
    private static Path program(Path folder) throws IOException {
        var program = folder.resolve("h2spec");
        try (var packed =
                new GZIPInputStream(
                        Objects.requireNonNull(H2Spec.class.getResourceAsStream(PACKED)))) {
            var head = packed.readNBytes(BLOCK);
            int size =
                    Integer.parseInt(
                            new String(
                                    head,
                                    SIZE_AT,
                                    SIZE_LENGTH,
                                    java.nio.charset.StandardCharsets.US_ASCII),
                            8);
            Files.write(program, packed.readNBytes(size));
        }
        program.toFile().setExecutable(true);
        return program;
    }
}
