package dev.freehold.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The name of content: `sha256:` and 64 hex digits of its bytes (FIPS 180-4). Claimed digests are
/// recomputed before they are believed.
public record Digest(String hex) implements Comparable<Digest> {
    private static final String PREFIX = "sha256:";
    private static final int BUFFER = 1 << 16;

    public Digest {
        if (hex.length() != 64 || !isHex(hex)) {
            throw Invalid.because(
                    "\"" + hex + "\" is no SHA-256 digest", "send 64 lower-case hex digits");
        }
    }

    /// By hand: a site of 50,000 files has 200,000 of these read for one deploy.
    private static boolean isHex(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    /// Reads `sha256:…`.
    public static Digest parse(String text) {
        if (!text.startsWith(PREFIX)) {
            throw Invalid.because(
                    "\"" + text + "\" is no digest", "send \"sha256:\" and 64 hex digits");
        }
        return new Digest(text.substring(PREFIX.length()));
    }

    public static Digest sha256(byte[] content) {
        return of(newSha256().digest(content));
    }

    /// The digest of a whole stream, read in blocks, never held in memory.
    public static Digest sha256(InputStream content) throws IOException {
        var sha = newSha256();
        var buffer = new byte[BUFFER];
        for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
            sha.update(buffer, 0, n);
        }
        return of(sha.digest());
    }

    public static Digest of(byte[] sha256) {
        return new Digest(HexFormat.of().formatHex(sha256));
    }

    public static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// Where the content lies below a folder of blobs: `sha256/ab/cdef…`.
    public Path below(Path folder) {
        return folder.resolve("sha256").resolve(hex.substring(0, 2)).resolve(hex.substring(2));
    }

    @Override
    public int compareTo(Digest other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return PREFIX + hex;
    }
}
