package dev.freehold.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A process that can't be mistaken for a later one with the same number: a number is given again,
/// a start time within one boot of the machine is not.
///
/// @param started field 22 of `/proc/<pid>/stat`, or elsewhere the start in milliseconds; empty when
///     it was already gone
/// @param boot the kernel's boot id, empty where it has none
record ProcessIdentity(long pid, String started, String boot) {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final int STATE = 0;
    private static final int START_TIME = 19;

    static ProcessIdentity of(long pid) {
        return new ProcessIdentity(pid, startOf(pid), bootId());
    }

    boolean alive() {
        return !started.isEmpty() && boot.equals(bootId()) && started.equals(startOf(pid));
    }

    private static String startOf(long pid) {
        if (!Files.exists(BOOT_ID)) {
            return ProcessHandle.of(pid)
                    .flatMap(process -> process.info().startInstant())
                    .map(start -> Long.toString(start.toEpochMilli()))
                    .orElse("");
        }
        var fields = statOf(pid);
        return fields.length <= START_TIME || fields[STATE].equals("Z") ? "" : fields[START_TIME];
    }

    /// The fields after the command, which is in parentheses and may hold anything (proc(5)).
    private static String[] statOf(long pid) {
        try {
            var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        } catch (IOException gone) {
            return new String[0];
        }
    }

    private static String bootId() {
        try {
            return Files.readString(BOOT_ID).strip();
        } catch (IOException none) {
            return "";
        }
    }
}
