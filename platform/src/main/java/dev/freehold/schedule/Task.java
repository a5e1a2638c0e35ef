package dev.freehold.schedule;

import dev.freehold.deploy.Commands;
import dev.freehold.deploy.Means;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.Secret;
import dev.freehold.output.Schedule;
import dev.freehold.run.Provider;
import dev.freehold.store.RunOutcome;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does once what a schedule asks for, and says how that ended.
final class Task {
    private static final Logger LOG = LoggerFactory.getLogger(Task.class);
    private static final String SECRET = "CRON_SECRET";

    /// Redirects are answers, and nobody follows them: so it is at Vercel.
    private static final int FIRST_FAILURE = 400;

    private final Means means;
    private final Commands commands;
    private final Visits visits;

    Task(Means means, Commands commands, Visits visits) {
        this.means = means;
        this.commands = commands;
        this.visits = visits;
    }

    RunOutcome perform(Target target, Provider.LineSink listener) {
        try {
            return switch (target.schedule().task()) {
                case Schedule.Task.Visit visit -> visit(target, visit, listener);
                case Schedule.Task.Run run -> run(target, run, listener);
            };
        } catch (CancellationException _) {
            return new RunOutcome.BrokenOff();
        } catch (FreeholdException e) {
            return failed(e.getMessage() + e.advice().map(advice -> "; " + advice).orElse(""));
        } catch (RuntimeException e) {
            LOG.warn("could not do what a schedule asks for target={}", target.key(), e);
            return failed("the platform could not do it: " + e);
        }
    }

    private RunOutcome visit(Target target, Schedule.Task.Visit visit, Provider.LineSink listener) {
        var limit = target.schedule().limit();
        try {
            var answer = visits.ask(new Visits.Question(url(target, visit), secret(target), limit));
            answer.lines().forEach(listener::line);
            var how = "answered " + answer.status();
            return answer.status() < FIRST_FAILURE
                    ? new RunOutcome.Succeeded(how, answer.lines())
                    : new RunOutcome.Failed(how, answer.lines());
        } catch (SocketTimeoutException _) {
            return new RunOutcome.TimedOut(limit, List.of());
        } catch (IOException e) {
            return Thread.currentThread().isInterrupted()
                    ? new RunOutcome.BrokenOff()
                    : failed("there was no whole answer: " + e.getMessage());
        }
    }

    private URI url(Target target, Schedule.Task.Visit visit) {
        var addresses = means.addresses();
        return URI.create(addresses.url(addresses.own(target.deployment()).host()) + visit.path());
    }

    private Optional<Secret> secret(Target target) {
        var variables =
                means.database()
                        .read(
                                target.deployment().team(),
                                tables -> means.configuration().of(tables, target.deployment()));
        return Optional.ofNullable(variables.get(SECRET));
    }

    private RunOutcome run(Target target, Schedule.Task.Run run, Provider.LineSink listener) {
        var limit = target.schedule().limit();
        var last = new LastLines();
        var finished =
                commands.run(
                        target.deployment(),
                        run.command().arguments(),
                        limit,
                        line -> {
                            last.add(line);
                            listener.line(line);
                        });
        if (finished.timedOut()) {
            return new RunOutcome.TimedOut(limit, last.list());
        }
        var how =
                (finished.outOfMemory() ? "ran out of memory, and " : "")
                        + "ended with status "
                        + finished.exitCode();
        return finished.exitCode() == 0
                ? new RunOutcome.Succeeded(how, last.list())
                : new RunOutcome.Failed(how, last.list());
    }

    private static RunOutcome failed(String how) {
        return new RunOutcome.Failed(how, List.of());
    }
}
