package dev.freehold.deploy;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.HostName;
import dev.freehold.model.Invalid;
import dev.freehold.model.ProjectName;
import dev.freehold.model.ServiceName;
import dev.freehold.output.Schedule;
import dev.freehold.output.Service;
import dev.freehold.run.LogPage;
import dev.freehold.run.LogQuery;
import dev.freehold.run.Provider;
import dev.freehold.store.Alias;
import dev.freehold.store.Caller;
import dev.freehold.store.Deployment;
import dev.freehold.store.Tables;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What is asked of something that runs: one-off commands beside it, and what it says.
public final class Commands {
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Means means;
    private final Workloads workloads;

    Commands(Means means, Workloads workloads) {
        this.means = means;
        this.workloads = workloads;
    }

    /// The deployment that production's visitors get.
    ///
    /// @throws FreeholdException NOT_FOUND where there is none
    public Deployment production(Caller caller, ProjectName project) {
        return means.database()
                .read(
                        caller.team(),
                        tables -> {
                            tables.projects().project(project);
                            return findProduction(tables, project);
                        })
                .orElseThrow(() ->
                        new FreeholdException(
                                ErrorCode.NOT_FOUND,
                                "\"" + project + "\" has no production deployment",
                                "deploy it first, or name a deployment"));
    }

    /// @throws FreeholdException NOT_FOUND where the project has no such deployment
    public Deployment deployment(Caller caller, ProjectName project, DeploymentId id) {
        var deployment =
                means.database().read(caller.team(), tables -> tables.deployments().deployment(id));
        if (!deployment.project().equals(project)) {
            throw new FreeholdException(
                    ErrorCode.NOT_FOUND,
                    "\"" + project + "\" has no deployment \"" + id + "\"",
                    "see \"freehold ls " + project + "\"");
        }
        return deployment;
    }

    /// @throws FreeholdException INVALID where no program could be started so
    public static void check(List<String> command) {
        if (command.isEmpty() || command.stream().anyMatch(word -> word.indexOf('\0') >= 0)) {
            throw Invalid.because("there is no command to run", "freehold run npm run migrate");
        }
    }

    /// Runs it to its end beside production's services, with their configuration.
    public Provider.Finished run(
            Caller caller, ProjectName project, List<String> command, Provider.LineSink output) {
        check(command);
        return run(production(caller, project), command, LONGEST, output);
    }

    /// Runs it to its end beside that deployment's services, for so long at most.
    public Provider.Finished run(
            Deployment deployment, List<String> command, Duration limit, Provider.LineSink output) {
        return means.provider()
                .exec(deployment.id(), like(deployment), List.copyOf(command), output, limit);
    }

    /// What is done by the clock while the deployment is production.
    public List<Schedule> schedules(Deployment deployment) {
        return deployment.output().map(workloads::of).map(Workload::schedules).orElseGet(List::of);
    }

    public LogPage logs(Deployment deployment, LogQuery query) {
        return means.provider().logs(deployment.id(), query);
    }

    /// Whether anything of it can say anything.
    public boolean computes(Deployment deployment) {
        return !services(deployment).isEmpty();
    }

    boolean hasService(Deployment deployment, ServiceName name) {
        return services(deployment).stream().anyMatch(service -> service.name().equals(name));
    }

    private ServiceName like(Deployment deployment) {
        return services(deployment).stream()
                .filter(service -> service.kind() != Service.Kind.RELEASE)
                .min(Comparator.comparing(Service::kind).thenComparing(Service::name))
                .map(Service::name)
                .orElseThrow(() ->
                        Invalid.because(
                                "\""
                                        + deployment.project()
                                        + "\" is made of files only: nothing of it runs",
                                "commands run beside a server or a worker"));
    }

    private List<Service> services(Deployment deployment) {
        return deployment
                .output()
                .map(workloads::of)
                .map(workload -> List.copyOf(workload.services().values()))
                .orElseGet(List::of);
    }

    /// The live deployment that production's visitors get.
    public Optional<Deployment> findProduction(Tables tables, ProjectName project) {
        return tables.aliases()
                .find(HostName.production(project, means.addresses().domain()))
                .map(Alias::deployment)
                .flatMap(tables.deployments()::find);
    }
}
