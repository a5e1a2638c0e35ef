package dev.freehold.cli;

import dev.freehold.cli.api.Api;
import dev.freehold.cli.api.JsonObject;
import dev.freehold.cli.api.Problem;
import dev.freehold.cli.upload.ChosenRoot;
import dev.freehold.cli.upload.Folder;
import dev.freehold.cli.usage.UsageError;
import dev.freehold.model.DeploymentId;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.ProjectName;
import java.nio.file.Path;
import java.util.Optional;

/// Finds the project or the deployment that a line is about.
record Pick(Session session) {

    /// `--project`, else the one that this folder, or one above it, is linked to.
    ProjectName project() {
        return findProject()
                .orElseThrow(() ->
                        new UsageError(
                                "this folder is linked to no project",
                                "name one with --project (\"freehold ls\" lists them), or deploy this folder first"));
    }

    Optional<ProjectName> findProject() {
        return session.arguments().find("--project").map(ProjectName::new).or(this::linked);
    }

    private Optional<ProjectName> linked() {
        var chosen = new Folder(ChosenRoot.in(session.folder())).findProject();
        return chosen.isPresent() ? chosen : linkedAbove();
    }

    private Optional<ProjectName> linkedAbove() {
        for (Path at = session.folder(); at != null; at = at.getParent()) {
            var project = new Folder(at).findProject();
            if (project.isPresent()) {
                return project;
            }
        }
        return Optional.empty();
    }

    /// An id, or a URL or host name that holds one: `http://shop--3f9k2c.localhost:8080`.
    static DeploymentId deployment(String typed) {
        int scheme = typed.indexOf("://");
        var host = scheme < 0 ? typed : typed.substring(scheme + 3);
        int dashes = host.indexOf("--");
        if (dashes < 0) {
            return new DeploymentId(host);
        }
        var rest = host.substring(dashes + 2);
        int end = rest.indexOf('.');
        return new DeploymentId(end < 0 ? rest : rest.substring(0, end));
    }

    /// A project or a deployment by its name, with the path of the API that it is at.
    record Thing(String path, JsonObject facts) {
        boolean isProject() {
            return path.startsWith("/projects/");
        }
    }

    /// What was named; without a name, the linked project. A name that is both is the project.
    Thing thing(Api api, Optional<String> named) {
        if (named.isEmpty()) {
            return at(api, "/projects/" + project());
        }
        if (named.get().contains("--")) {
            return at(api, "/deployments/" + deployment(named.get()));
        }
        try {
            return at(api, "/projects/" + new ProjectName(named.get()));
        } catch (Problem problem) {
            if (problem.code() != ErrorCode.NOT_FOUND || !named.get().matches("[0-9a-z]{6,12}")) {
                throw problem;
            }
            return deploymentOr(problem, api, named.get());
        }
    }

    private static Thing deploymentOr(Problem noProject, Api api, String id) {
        try {
            return at(api, "/deployments/" + id);
        } catch (Problem problem) {
            throw problem.code() == ErrorCode.NOT_FOUND ? noProject : problem;
        }
    }

    private static Thing at(Api api, String path) {
        return new Thing(path, api.fetchObject(path));
    }
}
