package dev.freehold.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What anybody on the host can see of its processes.
final class Processes {
    private Processes() {}

    static List<String> commandLines() {
        return ProcessHandle.allProcesses().map(process -> read(process.pid(), "cmdline")).toList();
    }

    /// That which the process was started with.
    static String environment(long pid) {
        return read(pid, "environ");
    }

    private static String read(long pid, String file) {
        try {
            return new String(
                    Files.readAllBytes(Path.of("/proc/" + pid + "/" + file)),
                    StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }
}
