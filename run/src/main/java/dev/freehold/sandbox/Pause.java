package dev.freehold.sandbox;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Stops processes where they are, and lets them go on: SIGSTOP and SIGCONT (signal(7)), which work
/// wherever processes do, unlike the freezers of control groups. Java sends neither; kill(1) does.
final class Pause {
    private static final Duration TO_STOP = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final String STOPPED = "Tt";
    private static final String DEAD = "ZX";

    /// In the middle of a call that nothing interrupts; it ends before the program goes on.
    private static final String WAITING = "D";

    private Pause() {}

    /// Returns when none of them does anything: told again and again, since one may be making another.
    static void begin(Supplier<Set<Long>> members) {
        boolean still =
                Patience.until(TO_STOP, () -> areAll(members.get(), STOPPED + DEAD, "STOP"))
                        || Patience.until(
                                LONGEST,
                                () -> areAll(members.get(), STOPPED + DEAD + WAITING, "STOP"));
        if (!still) {
            end(members.get());
            throw impossible();
        }
    }

    static FreeholdException impossible() {
        return new FreeholdException(
                ErrorCode.UNAVAILABLE, "a process can't be held still", "try again");
    }

    /// All go on, whatever they do now: one that was in the middle of a call has its signal to stop still
    /// before it, and SIGCONT takes that back (signal(7)).
    static void end(Set<Long> members) {
        send("CONT", members, _ -> true);
    }

    /// Whether all of their threads are in one of the states; those that are not get the signal.
    private static boolean areAll(Set<Long> members, String states, String signal) {
        return send(signal, members, state -> states.indexOf(state) < 0) == 0;
    }

    /// To each of them that has a thread in such a state; returns to how many.
    private static int send(String signal, Set<Long> members, Predicate<Character> state) {
        var concerned =
                members.stream().filter(pid -> states(pid).stream().anyMatch(state)).toList();
        if (!concerned.isEmpty()) {
            var command = new ArrayList<>(List.of("kill", "-s", signal, "--"));
            concerned.forEach(pid -> command.add(pid.toString()));
            perform(command);
        }
        return concerned.size();
    }

    /// A process that goes meanwhile makes it end with a status that says nothing more.
    private static void perform(List<String> command) {
        try {
            new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new FreeholdException(
                    ErrorCode.UNAVAILABLE,
                    "\"kill\" can't be started: " + e.getMessage(),
                    "install procps where it is missing",
                    e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// The states of its threads: the field after the command in `/proc/<pid>/task/<tid>/stat` (proc(5)).
    private static List<Character> states(long pid) {
        var states = new ArrayList<Character>();
        try (var threads = Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
            for (var thread : threads) {
                var stat = Files.readString(thread.resolve("stat"));
                states.add(stat.charAt(stat.lastIndexOf(')') + 2));
            }
        } catch (IOException _) {
            // It went between being listed and being read: gone is still.
        }
        return states;
    }
}
