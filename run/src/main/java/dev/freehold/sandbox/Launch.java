package dev.freehold.sandbox;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Everything about a start that is decided before it.
///
/// @param command of the outermost process; holds no value of the user's environment
/// @param environment of the outermost process
/// @param workingFolder of the outermost process, on the host
/// @param input sent to its standard input, each part ended with a NUL, as `bwrap --args` reads them
record Launch(
        List<String> command,
        Path workingFolder,
        Map<String, String> environment,
        List<String> input,
        Holdings holdings) {

    byte[] inputBytes() {
        var bytes = new ByteArrayOutputStream();
        for (var part : input) {
            bytes.writeBytes(part.getBytes(StandardCharsets.UTF_8));
            bytes.write(0);
        }
        return bytes.toByteArray();
    }
}
