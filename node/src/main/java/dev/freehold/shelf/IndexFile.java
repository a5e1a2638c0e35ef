package dev.freehold.shelf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is on the shelf, a line for each certificate. It only saves time: a line that is missing, or that was
/// cut off, is made again from the certificate's file. So it is not synced.
final class IndexFile {
    private final Path file;

    IndexFile(Path file) {
        this.file = file;
    }

    List<Entry> read() {
        try {
            return Files.exists(file)
                    ? Files.readString(file, StandardCharsets.ISO_8859_1)
                            .lines()
                            .map(Entry::parse)
                            .flatMap(Optional::stream)
                            .toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void add(Entry entry) {
        var options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        try (var channel = FileChannel.open(file, options, CertificateFiles.OWNERS_ONLY)) {
            channel.write(ByteBuffer.wrap(entry.line().getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void replace(Collection<Entry> entries) {
        var text = new StringBuilder();
        entries.forEach(entry -> text.append(entry.line()));
        try {
            CertificateFiles.writePrivate(file, text.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
