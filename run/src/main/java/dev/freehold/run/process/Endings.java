package dev.freehold.run.process;

import dev.freehold.sandbox.SandboxedProcess;
import dev.freehold.sandbox.SandboxedProcess.Exit;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/// How a process ended, as a sentence's second half: `exited with status 1 after 0.2 s`.
final class Endings {
    private static final int SIGNALS = 128;
    private static final Map<Integer, String> NAMES =
            Map.of(
                    2, "SIGINT", 4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 8, "SIGFPE", 9, "SIGKILL",
                    11, "SIGSEGV", 13, "SIGPIPE", 15, "SIGTERM", 31, "SIGSYS");

    private Endings() {}

    static String sentence(Exit exit, ProcessInstance instance) {
        var after = " after " + seconds(Duration.between(instance.started(), exit.at()));
        if (exit.outOfMemory()) {
            return "was killed"
                    + after
                    + ": over its memory limit of "
                    + instance.limits().memory()
                    + peak(instance.process());
        }
        return exit.code() > SIGNALS
                ? "was killed by " + signal(exit.code() - SIGNALS) + after
                : "exited with status " + exit.code() + after;
    }

    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", Math.max(0, time.toMillis()) / 1000.0);
    }

    private static String peak(SandboxedProcess process) {
        var peak = process.usage().peak();
        return peak.bytes() == 0 ? "" : " (peak " + peak + ")";
    }

    private static String signal(int number) {
        return NAMES.getOrDefault(number, "signal " + number);
    }
}
