package dev.freehold.shelf;

import dev.freehold.authority.Authority;
import dev.freehold.model.SecretBox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/// Keeps this machine's own authority: its certificate as PEM, for who wants to trust it, and its sealed key
/// beside it. Both files are their owner's only.
public final class AuthorityFile {
    private final Path certificate;
    private final Path key;
    private final SecretBox box;

    /// @param box seals the key; without it the authority can't sign any more
    public AuthorityFile(Path folder, SecretBox box) {
        this.certificate = folder.resolve("authority.pem");
        this.key = folder.resolve("authority.key");
        this.box = box;
    }

    /// Makes one where there is none. Nobody trusts another one: it stays the same for ten years.
    public Authority openOrMake(String domain, Clock clock) {
        try {
            var place = "authority of " + domain;
            if (Files.exists(certificate)) {
                return new Authority(
                        domain,
                        Files.readString(certificate),
                        box.decrypt(Files.readString(key), place));
            }
            var made = Authority.make(domain, clock.instant());
            CertificateFiles.writePrivate(key, box.encrypt(made.key(), place));
            CertificateFiles.writePrivate(certificate, made.certificate());
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
