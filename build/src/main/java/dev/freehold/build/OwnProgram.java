package dev.freehold.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/// A small program of our own that goes along with an app, or with its build.
///
/// @param owner the class beside whose resources it lies
public record OwnProgram(Class<?> owner, String name) {
    public byte[] content() {
        try (var resource = owner.getResourceAsStream(name)) {
            return Objects.requireNonNull(resource, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("can't read our own \"" + name + "\"", e);
        }
    }
}
