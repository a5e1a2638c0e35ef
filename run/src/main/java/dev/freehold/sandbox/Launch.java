package dev.freehold.sandbox;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything about a start that is decided before it.
///
/// @param waiting the outermost process, where it was started ahead and waits for its command
/// @param command of the outermost process; holds no value of the user's environment
/// @param environment of the outermost process
/// @param workingFolder of the outermost process, on the host
/// @param input sent to its standard input, each part ended with a NUL, as `bwrap --args` reads them
record Launch(
        Optional<Process> waiting,
        List<String> command,
        Path workingFolder,
        Map<String, String> environment,
        List<String> input,
        Holdings holdings) {

    /// To one that waits the command comes first, as `enter.sh` reads it.
    byte[] inputBytes() {
        var bytes = new ByteArrayOutputStream();
        if (waiting.isPresent()) {
            bytes.writeBytes(text(command.size() + "\n"));
            command.forEach(word -> bytes.writeBytes(text(line(word))));
        }
        for (var part : input) {
            bytes.writeBytes(text(part));
            bytes.write(0);
        }
        return bytes.toByteArray();
    }

    private static String line(String word) {
        return word.replace("\\", "\\\\").replace("\n", "\\n") + "\n";
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
