package dev.freehold.cli;

import dev.freehold.cli.api.Api;
import dev.freehold.cli.api.Content;
import dev.freehold.cli.api.Events;
import dev.freehold.cli.api.JsonObject;
import dev.freehold.cli.api.Problem;
import dev.freehold.cli.upload.Folder;
import dev.freehold.cli.upload.SourceTree;
import dev.freehold.cli.upload.Traffic;
import dev.freehold.cli.upload.Upload;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.ProjectName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/// Takes one tree to the platform: asks what it would do, or sends what is missing and follows the deployment.
final class Dispatch {
    /// Content may be collected between the question and the deployment; more often it is not there.
    private static final int ROUNDS = 3;

    private final Session session;
    private final Api api;
    private final DeployOptions options;
    private final Freight freight;
    private final Upload upload;
    private final Interruption interruption;

    /// What goes where.
    ///
    /// @param folder that remembers the project
    record Freight(Folder folder, ProjectName project, SourceTree tree) {
        private String path(String what) {
            return "/projects/" + project + "/" + what;
        }
    }

    Dispatch(Session session, Api api, DeployOptions options, Freight freight, Traffic traffic) {
        this.session = session;
        this.api = api;
        this.options = options;
        this.freight = freight;
        this.upload = new Upload(api, traffic);
        this.interruption = new Interruption(session.screen());
    }

    /// The plan, as the platform answers it.
    String plan() {
        var request = request();
        return withWhatIsMissing(() -> api.post(freight.path("plan"), request));
    }

    /// What is live already, where a deployment would change nothing.
    Optional<JsonObject> findSame() {
        return Api.object(api.post(freight.path("comparison"), request())).findObject("deployment");
    }

    /// Follows it to its end, which is live.
    JsonObject deploy() {
        interruption.watch(api);
        try {
            upload.sendChanges(freight.tree());
            var request = request();
            try (var events = withWhatIsMissing(() -> ask(request))) {
                var done = new Story(session.screen(), this::accepted).follow(events);
                interruption.over();
                return done;
            }
        } catch (RuntimeException e) {
            interruption.failed();
            throw e;
        }
    }

    /// From here on the folder has a project, also where this fails: `freehold logs` tells of it then.
    private void accepted(String deployment) {
        interruption.accepted(deployment);
        try {
            freight.folder().link(freight.project());
        } catch (IOException e) {
            session.screen()
                    .say(
                            "  \""
                                    + freight.folder().path()
                                    + "\" can't be written to: give --name again next time");
        }
    }

    private Events ask(Content request) {
        interruption.asked();
        try {
            return api.follow("POST", freight.path("deployments"), request);
        } catch (Problem refused) {
            interruption.refused();
            throw refused;
        }
    }

    /// Asks straight away: the platform says what it lacks, if anything, and is asked again.
    private <T> T withWhatIsMissing(Supplier<T> question) {
        for (int round = 1; ; round++) {
            try {
                return question.get();
            } catch (Problem problem) {
                if (problem.code() != ErrorCode.MISSING_BLOBS || round == ROUNDS) {
                    throw problem;
                }
                upload.sendMissing(freight.tree(), problem.missing());
            }
        }
    }

    private Content request() {
        var json = new StringBuilder(freight.tree().files().size() * 180 + 200).append('{');
        options.writeTo(json);
        json.append(",\"tree\":");
        freight.tree().writeJson(json);
        return Content.bytes(json.append('}').toString().getBytes(StandardCharsets.UTF_8));
    }
}
