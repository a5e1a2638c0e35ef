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
            Map<String, String> environment,
            List<Path> weighed) {}

    StepRun(Workshop.Equipment equipment, Builds.BuildLog log, Deadline deadline) {
        this.equipment = equipment;
        this.log = log;
        this.deadline = deadline;
    }

    void run(Step step, Surroundings around) throws IOException, InterruptedException {
        Files.createDirectories(around.folder());
        var process = equipment.sandbox().start(spec(step, around));
        var follower = new LogFollower(process.log(), log);
        try {
            judge(step, await(process, around, follower), follower);
        } finally {
            stop(process);
        }
        weigh(around);
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
                Workshop.INSIDE,
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

    private void judge(Step step, SandboxedProcess.Exit exit, LogFollower follower) {
        if (exit.outOfMemory()) {
            throw failed(
                    step,
                    "ran out of memory (" + equipment.settings().limits().memory() + ")",
                    follower);
        }
        if (!exit.succeeded()) {
            throw failed(step, "ended with " + exit.code(), follower);
        }
    }

    private static FreeholdException failed(Step step, String how, LogFollower follower) {
        return new FreeholdException(
                exitMeansMissing(how) ? ErrorCode.MISSING_TOOL : ErrorCode.BUILD_FAILED,
                "\""
                        + step.shown()
                        + "\" "
                        + how
                        + "; its last lines:\n"
                        + String.join("\n", follower.lastLines()),
                exitMeansMissing(how)
                        ? "install the tool that its last lines name on this machine, or correct the command"
                        : "correct it and deploy again; nothing of the running version was touched");
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
