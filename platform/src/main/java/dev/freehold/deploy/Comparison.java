package dev.freehold.deploy;

import dev.freehold.model.Digest;
import dev.freehold.output.OutputJson;
import dev.freehold.store.Alias;
import dev.freehold.store.Deployment;
import dev.freehold.store.Project;
import dev.freehold.store.Tables;
import java.util.Optional;

/// Says whether a deploy would change anything: nothing where all names that it would move lead to what this
/// version built of the same source, with the same variables, and no canary is on, which a deploy would end. No file
/// has to be here for that.
public final class Comparison {
    private final Means means;
    private final Building building;

    Comparison(Means means, Building building) {
        this.means = means;
        this.building = building;
    }

    /// The deployment that visitors get already.
    public Optional<Deployment> findSame(DeployRequest request) {
        var source = Digest.sha256(OutputJson.write(request.tree()));
        return means.database()
                .read(
                        request.caller().team(),
                        tables ->
                                tables.projects()
                                        .find(request.project())
                                        .filter(project -> !project.isTrashed())
                                        .flatMap(
                                                project -> same(tables, request, project, source)));
    }

    private Optional<Deployment> same(
            Tables tables, DeployRequest request, Project project, Digest source) {
        return shown(tables, request)
                .filter(live -> live.stage().isLive())
                .filter(_ -> !endsCanary(tables, request))
                .filter(live -> hasVariablesOf(tables, live, project.configuration()))
                .filter(live -> live.output().isPresent())
                .filter(live -> building.madeOf(tables, live, source).equals(live.output()));
    }

    private static boolean endsCanary(Tables tables, DeployRequest request) {
        return request.environment().isProduction()
                && tables.canaries().on(request.project()).isPresent();
    }

    /// Where all names lead to the same one.
    private Optional<Deployment> shown(Tables tables, DeployRequest request) {
        var leadTo =
                means.addresses().hosts(request).stream()
                        .map(host -> tables.aliases().find(host).map(Alias::deployment))
                        .distinct()
                        .toList();
        return leadTo.size() == 1
                ? leadTo.getFirst().flatMap(tables.deployments()::find)
                : Optional.empty();
    }

    /// The project's revision counts the variables of all its environments.
    private static boolean hasVariablesOf(Tables tables, Deployment live, long revision) {
        var variables = tables.variables();
        return variables
                .at(live.project(), live.environment(), live.configuration())
                .equals(variables.at(live.project(), live.environment(), revision));
    }
}
