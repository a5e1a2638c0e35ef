package dev.freehold.schedule;

import dev.freehold.cron.Timetable;
import dev.freehold.deploy.Commands;
import dev.freehold.deploy.Means;
import dev.freehold.model.DeploymentId;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.ProjectName;
import dev.freehold.model.TeamId;
import dev.freehold.output.Schedule;
import dev.freehold.run.Provider;
import dev.freehold.store.Alias;
import dev.freehold.store.Caller;
import dev.freehold.store.Deployment;
import dev.freehold.store.ScheduleMarks.Mark;
import dev.freehold.store.ScheduleRun;
import dev.freehold.store.Tables;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does by the clock what the deployment asks for that production's visitors get; that of no other. Follows
/// every switch, rollback, removal and undo. One project is looked at after the other, under its lock.
public final class Schedules implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Schedules.class);

    private final Means means;
    private final Commands commands;
    private final Ground ground;
    private final Runs runs;
    private final Clockwork clockwork;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean closed;

    /// What it is put on.
    ///
    /// @param together so many runs go on at a time on this machine; others wait
    public record Ground(Visits visits, Alarm alarm, int together) {
        public static final int TOGETHER = 8;
    }

    public Schedules(Means means, Commands commands, Ground ground) {
        this.means = means;
        this.commands = commands;
        this.ground = ground;
        this.runs =
                new Runs(
                        means,
                        new Task(means, commands, ground.visits()),
                        this::isCurrent,
                        ground.together());
        this.clockwork = new Clockwork(means, runs, ground.alarm());
    }

    /// Says of runs that a platform before this left without an end that they were broken off, and takes up
    /// the schedules of all projects in the background.
    public void start() {
        means.database().writeAll(all -> all.breakOffRuns(means.clock().instant()));
        Thread.ofVirtual().name("schedules").start(this::takeUpAll);
    }

    private void takeUpAll() {
        var projects =
                means.database()
                        .readAll(all -> {
                            var known = new LinkedHashMap<>(all.scheduled());
                            all.aliases().stream()
                                    .filter(alias -> alias.kind() == Alias.Kind.PRODUCTION)
                                    .forEach(alias -> known.put(alias.project(), alias.team()));
                            return known;
                        });
        projects.forEach((project, team) -> takeUp(team, project));
    }

    /// Names lead elsewhere: when it returns, nothing more is begun of what was production before. It never
    /// throws: nodes and visitors have what they were promised.
    public void moved(TeamId team, Set<DeploymentId> deployments) {
        try {
            projects(team, deployments).forEach(project -> takeUp(team, project));
        } catch (RuntimeException e) {
            LOG.warn("could not look for schedules of deployments={}", deployments, e);
        }
    }

    private Set<ProjectName> projects(TeamId team, Set<DeploymentId> deployments) {
        return means.database()
                .read(
                        team,
                        tables -> {
                            var projects = new HashSet<ProjectName>();
                            deployments.forEach(id ->
                                    tables.deployments()
                                            .find(id)
                                            .ifPresent(found -> projects.add(found.project())));
                            return projects;
                        });
    }

    /// A project's schedules as they stand now: with the same name and times one goes on, another begins now.
    private void takeUp(TeamId team, ProjectName project) {
        lock.lock();
        try {
            var now = read(team, project);
            boolean known = !now.marks().isEmpty() || clockwork.has(team, project);
            if (!closed && (known || !now.targets().isEmpty())) {
                clockwork.replace(team, project, mark(team, project, now));
            }
        } catch (RuntimeException e) {
            LOG.warn("could not take up the schedules of project={}", project, e);
        } finally {
            lock.unlock();
        }
    }

    private record Standing(List<Target> targets, Map<String, Mark> marks) {}

    private Standing read(TeamId team, ProjectName project) {
        record Rows(Optional<Deployment> production, Map<String, Mark> marks) {}
        var rows =
                means.database()
                        .read(
                                team,
                                tables ->
                                        new Rows(
                                                commands.findProduction(tables, project),
                                                tables.scheduleMarks().of(project)));
        return new Standing(rows.production().map(this::targets).orElse(List.of()), rows.marks());
    }

    private List<Target> targets(Deployment deployment) {
        return commands.schedules(deployment).stream()
                .map(schedule -> new Target(deployment, schedule))
                .toList();
    }

    private Map<Target, Instant> mark(TeamId team, ProjectName project, Standing now) {
        return means.database()
                .note(
                        team,
                        tables -> {
                            var settled = new LinkedHashMap<Target, Instant>();
                            now.targets()
                                    .forEach(target -> settled.put(target, settled(target, now)));
                            mark(tables, project, now, settled);
                            return settled;
                        });
    }

    private boolean isCurrent(Target target) {
        return means.database()
                .read(
                        target.deployment().team(),
                        tables ->
                                commands.findProduction(tables, target.deployment().project())
                                        .filter(now -> now.id().equals(target.deployment().id()))
                                        .isPresent());
    }

    private Instant settled(Target target, Standing now) {
        return Optional.ofNullable(now.marks().get(target.schedule().name()))
                .filter(mark -> mark.times().equals(target.schedule().times()))
                .map(Mark::settled)
                .map(marked -> clockwork.settled(target, marked))
                .orElseGet(() -> means.clock().instant());
    }

    private static void mark(
            Tables tables, ProjectName project, Standing now, Map<Target, Instant> settled) {
        now.marks().keySet().forEach(name -> tables.scheduleMarks().remove(project, name));
        settled.forEach((target, time) ->
                tables.scheduleMarks()
                        .put(
                                project,
                                target.schedule().name(),
                                new Mark(target.schedule().times(), time)));
    }

    /// A schedule as it stands.
    ///
    /// @param next when it is due
    public record Planned(Schedule schedule, Optional<Instant> next, Optional<ScheduleRun> last) {}

    /// Production's, in the order in which they were written.
    ///
    /// @throws FreeholdException NOT_FOUND where there is no such project
    public List<Planned> list(Caller caller, ProjectName project) {
        return means.database()
                .read(
                        caller.team(),
                        tables -> {
                            tables.projects().project(project);
                            return commands
                                    .findProduction(tables, project)
                                    .map(commands::schedules)
                                    .orElse(List.of())
                                    .stream()
                                    .map(schedule -> planned(tables, project, schedule))
                                    .toList();
                        });
    }

    private Planned planned(Tables tables, ProjectName project, Schedule schedule) {
        return new Planned(
                schedule,
                Timetable.of(schedule).next(means.clock().instant()),
                tables.scheduleRuns().of(project, schedule.name(), 1).stream().findFirst());
    }

    /// Production's schedule of that name.
    ///
    /// @throws FreeholdException NOT_FOUND where there is none
    public Target target(Caller caller, ProjectName project, String name) {
        return targets(commands.production(caller, project)).stream()
                .filter(target -> target.schedule().name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new FreeholdException(
                                ErrorCode.NOT_FOUND,
                                "production of \""
                                        + project
                                        + "\" has no schedule \""
                                        + name
                                        + "\"",
                                "\"freehold schedules\" lists them"));
    }

    /// Runs it now, as the clock would, and waits for its end; who stops waiting ends nothing.
    ///
    /// @param listener hears what is said
    public ScheduleRun run(Caller caller, Target target, Provider.LineSink listener) {
        var asked = target.due(means.clock().instant()).by(caller.actor());
        var begun =
                runs.begin(target, asked, _ -> {}, listener)
                        .orElseThrow(() ->
                                new FreeholdException(
                                        ErrorCode.UNAVAILABLE,
                                        "the platform is being stopped",
                                        "start it again (freehold up)"));
        begun.end().join();
        return means.database()
                .read(caller.team(), tables -> tables.scheduleRuns().find(begun.number()))
                .orElseThrow();
    }

    /// The newest first.
    ///
    /// @param schedule of this name only
    public List<ScheduleRun> history(
            Caller caller, ProjectName project, Optional<String> schedule, int most) {
        return means.database()
                .read(
                        caller.team(),
                        tables -> {
                            tables.projects().project(project);
                            var rows = tables.scheduleRuns();
                            return schedule.map(name -> rows.of(project, name, most))
                                    .orElseGet(() -> rows.of(project, most));
                        });
    }

    /// Breaks off what goes on.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        ground.alarm().close();
        runs.close();
    }
}
