package dev.freehold.sandbox;

import dev.freehold.model.ByteSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;

/// The part of the machine's memory that belongs to processes, a page that several use counted in parts.
final class MemoryShare {
    private static final Pattern SHARE = Pattern.compile("(?m)^Pss:\\s+(\\d+) kB$");

    private MemoryShare() {}

    static ByteSize of(Set<Long> processes) {
        return new ByteSize(processes.stream().mapToLong(MemoryShare::bytes).sum());
    }

    /// From `/proc/<pid>/smaps_rollup` (proc_pid_smaps(5)); the kernel counts its pages one by one, so a
    /// call takes some hundred microseconds.
    private static long bytes(long pid) {
        try {
            var text = Files.readString(Path.of("/proc/" + pid + "/smaps_rollup"));
            var share = SHARE.matcher(text);
            return share.find() ? Long.parseLong(share.group(1)) << 10 : 0;
        } catch (IOException gone) {
            return 0;
        }
    }
}
