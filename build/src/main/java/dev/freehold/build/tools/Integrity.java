package dev.freehold.build.tools;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// The SHA-512 that a file must have, as npm writes it: `sha512-` and Base64.
record Integrity(String text) {
    private static final String PREFIX = "sha512-";

    Integrity {
        if (!text.matches("sha512-[A-Za-z0-9+/]{86}==")) {
            throw new FreeholdException(
                    ErrorCode.INVALID,
                    "\"" + text + "\" is no SHA-512 integrity",
                    "see the \"integrity\" of the package in a lock file");
        }
    }

    static Integrity of(byte[] sha512) {
        return new Integrity(PREFIX + Base64.getEncoder().encodeToString(sha512));
    }

    static Integrity of(Path file) throws IOException {
        var sha512 = newSha512();
        try (var sink = new DigestOutputStream(java.io.OutputStream.nullOutputStream(), sha512)) {
            Files.copy(file, sink);
        }
        return of(sha512.digest());
    }

    /// Refuses a file with other bytes.
    void check(Package what, Path file) throws IOException {
        var found = of(file);
        if (!found.equals(this)) {
            throw new FreeholdException(
                    ErrorCode.DIGEST_MISMATCH,
                    "what came as " + what + " has " + found.text() + " instead of " + text,
                    "nothing was installed; check the registry or proxy that npm is configured with");
        }
    }

    private static MessageDigest newSha512() {
        try {
            return MessageDigest.getInstance("SHA-512");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-512", e);
        }
    }
}
