package dev.freehold.run.process;

import dev.freehold.model.ByteSize;
import dev.freehold.run.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// What this machine has left to give.
final class Machine {
    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final Pattern AVAILABLE = Pattern.compile("MemAvailable:\\s+(\\d+) kB");
    private static final ByteSize LEAST_DISK = ByteSize.ofMegabytes(256);

    private final Path home;

    Machine(Path home) {
        this.home = home;
    }

    Probe probe() {
        try {
            var memory = memory();
            var disk = new ByteSize(Math.max(0, Files.getFileStore(home).getUsableSpace()));
            boolean usable = disk.compareTo(LEAST_DISK) >= 0;
            var explanation =
                    memory
                            + " of memory and "
                            + disk
                            + " of disk are free"
                            + (usable ? "" : ": too little disk to take another deployment");
            return new Probe(usable, explanation, memory);
        } catch (IOException e) {
            return new Probe(false, "can't look at the machine: " + e, new ByteSize(0));
        }
    }

    /// What can be given out without swapping, by the kernel's own estimate (proc(5)).
    private static ByteSize memory() throws IOException {
        var match = AVAILABLE.matcher(Files.readString(MEMORY));
        return new ByteSize(match.find() ? Long.parseLong(match.group(1)) << 10 : 0);
    }
}
