package dev.freehold.deploy;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.Digest;
import dev.freehold.model.EnvironmentName;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.Invalid;
import dev.freehold.output.OutputJson;
import dev.freehold.output.Tree;
import dev.freehold.store.Caller;
import dev.freehold.store.Deployment;
import dev.freehold.store.Stage;
import dev.freehold.store.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Receives: looks that every file of the tree is here, and writes the deployment down, so that from
/// now on it is remembered.
final class Reception {
    private final Means means;
    private final ProjectBook projects;

    Reception(Means means, ProjectBook projects) {
        this.means = means;
        this.projects = projects;
    }

    /// @throws MissingBlobs where files have to be sent first
    Received receive(DeployRequest request) {
        var deployment = means.gate().relying(() -> writeDown(request));
        return new Received(deployment, Optional.of(request.tree()), Optional.empty());
    }

    private Deployment writeDown(DeployRequest request) {
        checkFiles(request.caller(), request.tree());
        var source = means.blobs().put(OutputJson.write(request.tree()));
        return means.database()
                .write(
                        request.caller().team(),
                        tables -> {
                            projects.ensure(tables, request.project(), request.caller().actor());
                            if (request.environment().isProduction()) {
                                Canaries.checkNoOther(tables, request.project());
                            }
                            var deployment = fresh(tables, request, source);
                            tables.deployments().add(deployment);
                            return deployment;
                        });
    }

    /// Every file was sent by this team, and has the size that is said.
    void checkFiles(Caller caller, Tree tree) {
        var files = files(tree);
        var sizes =
                means.database()
                        .read(
                                caller.team(),
                                tables ->
                                        tables.blobs()
                                                .sizes(
                                                        files.stream()
                                                                .map(Tree.File::digest)
                                                                .toList()));
        var missing =
                files.stream()
                        .map(Tree.File::digest)
                        .filter(digest -> !sizes.containsKey(digest))
                        .distinct()
                        .toList();
        if (!missing.isEmpty()) {
            throw new MissingBlobs(missing);
        }
        files.forEach(file -> checkSize(file, sizes.getOrDefault(file.digest(), 0L)));
    }

    private static List<Tree.File> files(Tree tree) {
        var files = new ArrayList<Tree.File>();
        for (var entry : tree.entries().values()) {
            if (entry instanceof Tree.File file) {
                files.add(file);
            }
        }
        if (files.isEmpty()) {
            throw Invalid.because(
                    "there is no file to deploy",
                    "put at least an index.html into the folder, or look at .freeholdignore");
        }
        return files;
    }

    private static void checkSize(Tree.File file, long size) {
        if (file.size() != size) {
            throw Invalid.because(
                    "file \""
                            + file.digest()
                            + "\" has "
                            + size
                            + " bytes, not "
                            + file.size()
                            + " as the tree says",
                    "make the tree again and deploy");
        }
    }

    private Deployment fresh(Tables tables, DeployRequest request, Digest source) {
        return new Deployment(
                draw(tables),
                request.caller().team(),
                request.project(),
                request.environment(),
                request.branch(),
                request.message(),
                request.caller().actor(),
                means.clock().instant(),
                Stage.RECEIVED,
                Optional.empty(),
                Optional.of(source),
                Optional.empty(),
                tables.projects().project(request.project()).configuration(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /// The same output with production's configuration.
    Deployment promoted(Caller caller, DeploymentId id, Optional<CanaryRequest> canary) {
        return means.database()
                .write(
                        caller.team(),
                        tables -> {
                            var from = tables.deployments().deployment(id);
                            checkPromotable(from);
                            Canaries.checkNoOther(tables, from.project());
                            var fresh = promoted(tables, from, caller);
                            canary.ifPresent(_ -> checkComparable(tables, fresh));
                            tables.deployments().add(fresh);
                            return fresh;
                        });
    }

    /// A canary needs visitors who get something else.
    private void checkComparable(Tables tables, Deployment candidate) {
        var current =
                tables.aliases()
                        .find(means.addresses().environment(candidate).host())
                        .flatMap(alias -> tables.deployments().find(alias.deployment()))
                        .orElseThrow(() -> Canaries.nothingInProduction(candidate.project()));
        if (current.output().equals(candidate.output())
                && current.configuration() == candidate.configuration()) {
            throw new FreeholdException(
                    ErrorCode.CONFLICT,
                    "all visitors of \"%s\" get that build with that configuration already, as %s"
                            .formatted(candidate.project(), current.id()),
                    "deploy a preview of something new first: freehold deploy --preview");
        }
    }

    /// One of production's own, unless it was a candidate only.
    private static void checkPromotable(Deployment from) {
        if (!from.stage().isLive()
                || (from.environment().isProduction() && from.switched().isPresent())) {
            throw new FreeholdException(
                    ErrorCode.CONFLICT,
                    "deployment \""
                            + from.id()
                            + "\" can't be promoted: it is "
                            + (from.stage().isLive()
                                    ? "production's already"
                                    : Words.stage(from.stage())),
                    from.stage().isLive()
                            ? "use \"freehold rollback --to " + from.id() + "\" to go back to it"
                            : "promote one that is ready: see \"freehold ls\"");
        }
    }

    private Deployment promoted(Tables tables, Deployment from, Caller caller) {
        return new Deployment(
                draw(tables),
                from.team(),
                from.project(),
                EnvironmentName.PRODUCTION,
                from.branch(),
                from.message(),
                caller.actor(),
                means.clock().instant(),
                Stage.RECEIVED,
                Optional.empty(),
                from.source(),
                from.output(),
                tables.projects().project(from.project()).configuration(),
                Optional.of(from.id()),
                Optional.empty(),
                Optional.empty());
    }

    private DeploymentId draw(Tables tables) {
        while (true) {
            var id = DeploymentId.draw(means.random());
            if (!tables.deployments().isTaken(id)) {
                return id;
            }
        }
    }
}
