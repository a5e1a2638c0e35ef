package dev.freehold.run.process;

import dev.freehold.model.ProjectName;
import dev.freehold.model.TeamId;
import dev.freehold.sandbox.SandboxedProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Holds all that runs of a project still for a moment; nothing of it begins meanwhile. Safe for
/// concurrent use.
final class Stillness {
    private static final Logger LOG = LoggerFactory.getLogger(Stillness.class);

    private final Map<Place, ReentrantReadWriteLock> locks = new ConcurrentHashMap<>();

    private record Place(TeamId team, ProjectName project) {}

    /// Begins something of the project's, and makes it known, before or after a moment of stillness.
    <T> T beginning(Deployed deployed, Supplier<T> start) {
        var lock = lock(deployed.spec().team(), deployed.spec().project()).readLock();
        lock.lock();
        try {
            return start.get();
        } finally {
            lock.unlock();
        }
    }

    /// Does something to what runs of the project's, before or after a moment of stillness.
    void between(Deployed deployed, Runnable change) {
        beginning(
                deployed,
                () -> {
                    change.run();
                    return true;
                });
    }

    void hold(
            TeamId team,
            ProjectName project,
            Supplier<List<SandboxedProcess>> running,
            Runnable work) {
        var lock = lock(team, project).writeLock();
        lock.lock();
        try {
            hold(running.get(), work);
        } finally {
            lock.unlock();
        }
    }

    private static void hold(List<SandboxedProcess> running, Runnable work) {
        var held = new ArrayList<SandboxedProcess>();
        try {
            for (var process : running) {
                held.add(process);
                process.pause();
            }
            work.run();
        } finally {
            held.forEach(Stillness::letGoOn);
        }
    }

    /// One that can't be told keeps no other from going on.
    private static void letGoOn(SandboxedProcess process) {
        try {
            process.resume();
        } catch (RuntimeException e) {
            LOG.error("could not let a process go on id={}", process.id(), e);
        }
    }

    private ReentrantReadWriteLock lock(TeamId team, ProjectName project) {
        return locks.computeIfAbsent(
                new Place(team, project), _ -> new ReentrantReadWriteLock(true));
    }
}
