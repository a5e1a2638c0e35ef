package dev.freehold.run.process;

import dev.freehold.model.ServiceName;
import dev.freehold.run.Provider.Finished;
import dev.freehold.run.Provider.LineSink;
import dev.freehold.run.process.InstanceFolder.About;
import dev.freehold.run.process.InstanceFolder.Role;
import dev.freehold.run.process.LaunchPlan.Launch;
import dev.freehold.sandbox.SandboxedProcess;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Runs a command to its end, with the files, variables, user and limits of a service. Its output is
/// read from its log file as it grows. Whoever asked waits; so the command goes when the platform goes.
final class Commands {
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final Launcher.Surroundings around;
    private final Standby standby;
    private final Duration grace;

    Commands(Launcher.Surroundings around, Standby standby, Duration grace) {
        this.around = around;
        this.standby = standby;
        this.grace = grace;
    }

    /// One command, beside a service that it is like.
    record Order(Deployed deployed, ServiceName like, List<String> command, Duration limit) {}

    Finished run(Order order, LineSink output) {
        var launch = launch(order);
        try {
            var process = start(order, launch);
            return follow(order, process, launch.folder().log(), output);
        } finally {
            launch.folder().delete();
        }
    }

    private Launch launch(Order order) {
        if (order.command().isEmpty()) {
            throw Refusals.emptyCommand(order.like());
        }
        var variables = order.deployed().variables();
        var folder = around.folders().make(order.deployed().id(), order.like(), Role.COMMAND);
        folder.write(
                About.fresh(
                        order.deployed().id(),
                        order.like(),
                        Role.COMMAND,
                        0,
                        around.clock().instant()));
        return new Launch(folder, order.command(), variables, Optional.empty());
    }

    private SandboxedProcess start(Order order, Launch launch) {
        return around.stillness().beginning(order.deployed(), () -> begin(order, launch));
    }

    private SandboxedProcess begin(Order order, Launch launch) {
        var plan = order.deployed().plan(order.like());
        var process = standby.beforeOthers(() -> around.sandbox().start(plan.spec(launch)));
        if (!order.deployed().admit(process)) {
            process.stop(Duration.ZERO);
            throw Refusals.retired(order.deployed().id());
        }
        return process;
    }

    private Finished follow(Order order, SandboxedProcess process, LogFile log, LineSink output) {
        long end = System.nanoTime() + order.limit().toNanos();
        try {
            long place = 0;
            while (!endsSoon(process) && System.nanoTime() < end) {
                place = hand(log.after(place), output);
            }
            boolean timedOut = !process.exited().isDone();
            var exit = process.stop(grace);
            handRest(log, place, output);
            return new Finished(exit.code(), timedOut, exit.outOfMemory());
        } finally {
            process.stop(Duration.ZERO);
            order.deployed().forget(process);
        }
    }

    private static long hand(LogFile.Chunk chunk, LineSink output) {
        chunk.lines().forEach(output::line);
        return chunk.next();
    }

    private static void handRest(LogFile log, long place, LineSink output) {
        long before = -1;
        for (long at = place; at != before; ) {
            before = at;
            at = hand(log.restAfter(at), output);
        }
    }

    private static boolean endsSoon(SandboxedProcess process) {
        try {
            process.exited().get(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException _) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while a command was running");
        } catch (ExecutionException e) {
            throw new IllegalStateException("the sandbox lost process " + process.id(), e);
        }
    }
}
