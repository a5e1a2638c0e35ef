package dev.freehold.build;

import dev.freehold.model.ByteSize;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.output.Limits;
import dev.freehold.sandbox.SandboxSpec;
import dev.freehold.sandbox.SandboxedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Runs one step in the sandbox: hands on its log while it runs, and ends it when it is interrupted, out
/// of time or out of disk.
final class StepRun {
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration WEIGH = Duration.ofSeconds(3);
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Workshop.Equipment equipment;
    private final Builds.BuildLog log;
    private final Deadline deadline;

    /// What is around one step.
    ///
    /// @param weighed folders whose size together is limited
    record Surroundings(
            String id,
            Path folder,
            List<SandboxSpec.Mount> mounts,
            String workingFolder,
            Map<String, String> environment,
            List<Path> weighed) {
        Surroundings again() {
            var other = folder.resolveSibling(folder.getFileName() + "-again");
            return new Surroundings(
                    id + "-again", other, mounts, workingFolder, environment, weighed);
        }
    }

    /// How it ended, and what it said last.
    private record Outcome(SandboxedProcess.Exit exit, List<String> lastLines) {
        /// What Node and others call a name server that did not answer (getaddrinfo(3)).
        boolean foundNoNames() {
            return !exit.succeeded()
                    && lastLines.stream().anyMatch(line -> line.contains("EAI_AGAIN"));
        }
    }

    StepRun(Workshop.Equipment equipment, Builds.BuildLog log, Deadline deadline) {
        this.equipment = equipment;
        this.log = log;
        this.deadline = deadline;
    }

    void run(Step step, Surroundings around) throws IOException, InterruptedException {
        var outcome = attempt(step, around);
        if (outcome.foundNoNames()) {
            log.line("no name server answered (EAI_AGAIN), which may pass: once more");
            outcome = attempt(step, around.again());
        }
        judge(step, outcome);
        weigh(around);
    }

    private Outcome attempt(Step step, Surroundings around)
            throws IOException, InterruptedException {
        Files.createDirectories(around.folder());
        var process = equipment.sandbox().start(spec(step, around));
        var follower = new LogFollower(process.log(), log);
        try {
            return new Outcome(await(process, around, follower), follower.lastLines());
        } finally {
            stop(process);
        }
    }

    /// Stopping waits, so the interrupt that cancelled the build is put aside for it.
    private static void stop(SandboxedProcess process) {
        boolean interrupted = Thread.interrupted();
        process.stop(GRACE);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private SandboxSpec spec(Step step, Surroundings around) {
        var limits = equipment.settings().limits();
        return new SandboxSpec(
                around.id(),
                around.folder(),
                step.command().arguments(),
                around.environment(),
                around.mounts(),
                around.workingFolder(),
                new Limits(limits.memory(), 0, limits.processes()),
                SandboxSpec.Share.BUILDING,
                SandboxSpec.Network.OWN,
                equipment.settings().user(),
                Optional.empty());
    }

    private SandboxedProcess.Exit await(
            SandboxedProcess process, Surroundings around, LogFollower follower)
            throws IOException, InterruptedException {
        var weighing = Deadline.in(WEIGH);
        while (!deadline.passed()) {
            follower.readOn();
            if (weighing.passed()) {
                weigh(around);
                weighing = Deadline.in(WEIGH);
            }
            try {
                var exit = process.exited().get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                follower.readToTheEnd();
                return exit;
            } catch (TimeoutException e) {
                // Still running: look again.
            } catch (ExecutionException e) {
                throw new IOException("the build step was lost", e.getCause());
            }
        }
        throw new FreeholdException(
                ErrorCode.TIMED_OUT,
                "the build took longer than " + deadline.whole().toSeconds() + " s and was ended",
                "see its log for where it hangs; FREEHOLD_BUILD_TIME, set for \"freehold up\", gives builds more");
    }

    private void judge(Step step, Outcome outcome) {
        if (outcome.exit().outOfMemory()) {
            throw failed(
                    step,
                    "ran out of memory (" + equipment.settings().limits().memory() + ")",
                    outcome);
        }
        if (!outcome.exit().succeeded()) {
            throw failed(step, "ended with " + outcome.exit().code(), outcome);
        }
    }

    private static FreeholdException failed(Step step, String how, Outcome outcome) {
        return new FreeholdException(
                exitMeansMissing(how) ? ErrorCode.MISSING_TOOL : ErrorCode.BUILD_FAILED,
                "\""
                        + step.shown()
                        + "\" "
                        + how
                        + "; its last lines:\n"
                        + String.join("\n", outcome.lastLines()),
                advice(how, outcome));
    }

    private static String advice(String how, Outcome outcome) {
        if (exitMeansMissing(how)) {
            return "install the tool that its last lines name on this machine, or correct the command";
        }
        return outcome.foundNoNames()
                ? "the name servers of this machine, which \"freehold doctor\" lists, do not answer builds"
                : "correct it and deploy again; nothing of the running version was touched";
    }

    /// What shells answer when there is no such command (POSIX, Shell Command Language, 2.8.2).
    private static boolean exitMeansMissing(String how) {
        return how.equals("ended with 127");
    }

    private void weigh(Surroundings around) throws IOException {
        var limit = equipment.settings().limits().disk();
        long size = 0;
        for (var folder : around.weighed()) {
            size += Folders.size(folder);
        }
        if (size > limit.bytes()) {
            throw new FreeholdException(
                    ErrorCode.QUOTA,
                    "the build wrote " + new ByteSize(size) + ", more than " + limit,
                    "make it write less, or give builds more: FREEHOLD_BUILD_DISK, set for \"freehold up\"");
        }
    }
}
