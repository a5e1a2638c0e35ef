package dev.freehold.cli.upload;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.function.IntConsumer;

/// A file's bytes on their way: exactly as many as were hashed, or an error.
final class FileBytes {
    private static final int BUFFER = 1 << 16;

    private FileBytes() {}

    static void copy(FoundFile file, OutputStream out, IntConsumer moved) throws IOException {
        var buffer = new byte[Math.clamp(file.size(), 1, BUFFER)];
        long left = file.size();
        try (var in = Files.newInputStream(file.file())) {
            while (left > 0) {
                int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (n < 0) {
                    throw Hashing.changed(file);
                }
                out.write(buffer, 0, n);
                left -= n;
                moved.accept(n);
            }
        }
    }
}
