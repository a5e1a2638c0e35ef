package dev.freehold.deploy;

import dev.freehold.journal.NewChange;
import dev.freehold.journal.States;
import dev.freehold.journal.Subject;
import dev.freehold.model.EnvironmentName;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.ProjectName;
import dev.freehold.model.Scale;
import dev.freehold.model.ServiceName;
import dev.freehold.output.Service;
import dev.freehold.store.Alias;
import dev.freehold.store.Caller;
import dev.freehold.store.Deployment;
import dev.freehold.store.Tables;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// How many instances services have. What is said here is in force at once, for every deployment of the
/// environment, those to come as well; nothing is built or deployed for it.
public final class Scales {
    private final Means means;
    private final Workloads workloads;
    private final Routing routing;
    private final Sites sites;

    Scales(Means means, Workloads workloads, Routing routing, Sites sites) {
        this.means = means;
        this.workloads = workloads;
        this.routing = routing;
        this.sites = sites;
    }

    /// A service of an environment.
    public record Place(ProjectName project, EnvironmentName environment, ServiceName service) {}

    /// How a service stands.
    ///
    /// @param said by its owner, over what the output says
    public record Standing(Service service, Optional<Scale> said) {}

    /// The services of the deployment that the environment shows.
    ///
    /// @throws FreeholdException NOT_FOUND where it shows none
    public Map<ServiceName, Standing> of(
            Caller caller, ProjectName project, EnvironmentName environment) {
        return means.database()
                .read(
                        caller.team(),
                        tables -> {
                            var said = tables.scales().of(project, environment);
                            var standings = new TreeMap<ServiceName, Standing>();
                            services(tables, project, environment)
                                    .forEach((name, service) ->
                                            standings.put(
                                                    name,
                                                    new Standing(
                                                            service,
                                                            Optional.ofNullable(said.get(name)))));
                            return standings;
                        });
    }

    /// Says how many from now on; empty leaves it to the output again.
    ///
    /// @throws FreeholdException NOT_FOUND where the environment shows no such service
    public void set(Caller caller, Place place, Optional<Scale> scale) {
        routing.change(
                caller.team(),
                (tables, routes) -> {
                    checkThere(tables, place);
                    var before = state(tables, place);
                    put(tables, routes, place, scale);
                    var what =
                            "scaled %s of \"%s\" in %s to %s"
                                    .formatted(
                                            place.service(),
                                            place.project(),
                                            place.environment(),
                                            scale.map(Scale::text).orElse("what its output says"));
                    return means.journal()
                            .append(
                                    tables,
                                    NewChange.by(
                                            caller.actor(),
                                            place.project(),
                                            what,
                                            States.of(subject(place), before),
                                            States.of(subject(place), state(tables, place))));
                });
    }

    /// As [#set] leaves rows and routing, without an entry in the journal.
    void put(Tables tables, RoutingChange routes, Place place, Optional<Scale> scale) {
        tables.scales().put(place.project(), place.environment(), place.service(), scale);
        tables.deployments().of(place.project()).stream()
                .filter(deployment -> deployment.environment().equals(place.environment()))
                .filter(deployment -> deployment.stage().isLive())
                .forEach(deployment -> {
                    routes.update(sites.site(tables, deployment));
                    routes.recount(deployment.id());
                });
    }

    static Optional<String> state(Tables tables, Place place) {
        return Optional.ofNullable(
                        tables.scales()
                                .of(place.project(), place.environment())
                                .get(place.service()))
                .map(Scales::state);
    }

    /// `1 4 50`, `1 4`.
    private static String state(Scale scale) {
        return scale.least()
                + " "
                + scale.most()
                + scale.concurrency().map(requests -> " " + requests).orElse("");
    }

    static Scale scale(String state) {
        var parts = state.split(" ");
        return new Scale(
                Integer.parseInt(parts[0]),
                Integer.parseInt(parts[1]),
                parts.length > 2 ? Optional.of(Integer.valueOf(parts[2])) : Optional.empty());
    }

    private static Subject subject(Place place) {
        return new Subject.Scale(place.project(), place.environment(), place.service());
    }

    private void checkThere(Tables tables, Place place) {
        var service = services(tables, place.project(), place.environment()).get(place.service());
        if (service == null || service.kind() == Service.Kind.RELEASE) {
            throw new FreeholdException(
                    ErrorCode.NOT_FOUND,
                    "\"%s\" has no service \"%s\" in %s"
                            .formatted(place.project(), place.service(), place.environment()),
                    "see \"freehold scale\"");
        }
    }

    private Map<ServiceName, Service> services(
            Tables tables, ProjectName project, EnvironmentName environment) {
        tables.projects().project(project);
        return shown(tables, project, environment)
                .flatMap(Deployment::output)
                .map(output -> workloads.of(output).services())
                .orElseThrow(() ->
                        new FreeholdException(
                                ErrorCode.NOT_FOUND,
                                "\"" + project + "\" shows nothing in " + environment,
                                "deploy it first"));
    }

    private static Optional<Deployment> shown(
            Tables tables, ProjectName project, EnvironmentName environment) {
        return tables.aliases().of(project).stream()
                .filter(alias -> alias.kind() != Alias.Kind.DEPLOYMENT)
                .flatMap(alias -> tables.deployments().find(alias.deployment()).stream())
                .filter(deployment -> deployment.environment().equals(environment))
                .filter(deployment -> deployment.stage().isLive())
                .findFirst();
    }
}
