package dev.freehold.shelf;

import dev.freehold.model.Digest;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.NamePattern;
import dev.freehold.model.SecretBox;
import dev.freehold.model.ServerCertificate;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A certificate as it lies on the shelf: four lines, the last of which is the sealed private key, then the chain.
final class CertificateText {
    private static final String NAMES = "names ";
    private static final String NOT_BEFORE = "not-before ";
    private static final String NOT_AFTER = "not-after ";
    private static final String KEY = "key ";
    private static final int LINES = 4;

    private CertificateText() {}

    static String write(ServerCertificate certificate, SecretBox box) {
        return String.join(
                "\n",
                NAMES + names(certificate),
                NOT_BEFORE + certificate.notBefore(),
                NOT_AFTER + certificate.notAfter(),
                KEY + box.encrypt(certificate.key(), certificate.id().hex()),
                certificate.chain());
    }

    private static String names(ServerCertificate certificate) {
        return certificate.names().stream()
                .map(NamePattern::value)
                .sorted()
                .collect(Collectors.joining(" "));
    }

    /// @throws FreeholdException INTERNAL where it is not what was written
    static ServerCertificate read(String text, Digest id, SecretBox box) {
        var parts = text.split("\n", LINES + 1);
        if (parts.length <= LINES) {
            throw damaged(id);
        }
        var certificate =
                new ServerCertificate(
                        Stream.of(after(NAMES, parts[0]).split(" "))
                                .map(NamePattern::new)
                                .collect(Collectors.toSet()),
                        parts[LINES],
                        box.decrypt(after(KEY, parts[3]), id.hex()),
                        Instant.parse(after(NOT_BEFORE, parts[1])),
                        Instant.parse(after(NOT_AFTER, parts[2])));
        if (!certificate.id().equals(id)) {
            throw damaged(id);
        }
        return certificate;
    }

    private static String after(String word, String line) {
        return line.substring(word.length());
    }

    private static FreeholdException damaged(Digest id) {
        return new FreeholdException(
                ErrorCode.INTERNAL,
                "the file of the certificate " + id.hex() + " is damaged",
                "remove it: it will be asked for anew");
    }
}
