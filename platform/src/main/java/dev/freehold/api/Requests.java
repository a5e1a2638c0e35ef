package dev.freehold.api;

import dev.freehold.deploy.DeployRequest;
import dev.freehold.model.DeploymentId;
import dev.freehold.model.EnvironmentName;
import dev.freehold.model.Invalid;
import dev.freehold.model.ProjectName;
import dev.freehold.output.Tree;
import dev.freehold.store.Json;
import io.javalin.http.Context;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads what requests hold, within the limit of their size.
final class Requests {
    private final Settings settings;

    Requests(Settings settings) {
        this.settings = settings;
    }

    <T> T json(Context request, Class<T> type) {
        return Json.read(new LimitedStream(request.bodyInputStream(), settings.json()), type);
    }

    DeployRequest deploy(Context request) {
        var body = json(request, DeployBody.class);
        if (body.tree() == null) {
            throw Invalid.because("the request has no tree", "send {\"tree\": {\"entries\": …}}");
        }
        return new DeployRequest(
                Guard.caller(request),
                project(request),
                body.environment() == null
                        ? EnvironmentName.PRODUCTION
                        : new EnvironmentName(body.environment()),
                Optional.ofNullable(body.branch()).filter(branch -> !branch.isBlank()),
                Optional.ofNullable(body.message()),
                body.tree());
    }

    static ProjectName project(Context request) {
        return new ProjectName(request.pathParam("project"));
    }

    static DeploymentId deployment(Context request) {
        return new DeploymentId(request.pathParam("deployment"));
    }

    /// A number in the query, `usual` where it is not there, `most` at most.
    static int number(Context request, String name, int usual, int most) {
        var text = request.queryParam(name);
        if (text == null) {
            return usual;
        }
        if (!text.matches("[1-9][0-9]{0,8}")) {
            throw Invalid.because(
                    "\"" + text + "\" is no number for \"" + name + "\"", "use 1 to " + most);
        }
        return Math.min(Integer.parseInt(text), most);
    }

    record DeployBody(
            @Nullable String environment,
            @Nullable String branch,
            @Nullable String message,
            @Nullable Tree tree) {}
}
