package dev.freehold.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// Which Freehold this is, as `freehold --version` and the API say it: what the pom says.
public final class Version {
    /// Written by the build, out of the pom.
    private static final String FILE = "version.txt";

    private Version() {}

    public static String text() {
        try (var file = Version.class.getResourceAsStream(FILE)) {
            var bytes = Objects.requireNonNull(file, FILE).readAllBytes();
            return new String(bytes, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
