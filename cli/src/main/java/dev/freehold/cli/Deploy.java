package dev.freehold.cli;

import dev.freehold.cli.api.Api;
import dev.freehold.cli.api.Content;
import dev.freehold.cli.api.Events;
import dev.freehold.cli.api.Json;
import dev.freehold.cli.api.Problem;
import dev.freehold.cli.upload.Folder;
import dev.freehold.cli.upload.SourceTree;
import dev.freehold.cli.upload.Traffic;
import dev.freehold.cli.upload.Upload;
import dev.freehold.cli.upload.Walk.EnvFiles;
import dev.freehold.cli.usage.Arguments;
import dev.freehold.model.EnvironmentName;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.ProjectName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// One deployment, from the folder to the URL.
final class Deploy {
    /// Content may be collected between the question and the deployment; more often it is not there.
    private static final int ROUNDS = 3;

    private final Arguments arguments;
    private final Session session;
    private final Folder folder;
    private final ProjectName project;
    private final EnvironmentName environment;
    private final Traffic traffic = Traffic.UNSEEN;

    Deploy(Arguments arguments, Session session) {
        this.arguments = arguments;
        this.session = session;
        this.folder = new Folder(session.folder().resolve(arguments.find(0).orElse("")));
        this.project = project();
        this.environment = environment();
    }

    int run() {
        var api = session.apiStartedIfNeeded();
        var scan = folder.scan(envFiles(), traffic);
        tellWhatIsSent(scan.tree());
        var upload = new Upload(api, traffic);
        upload.sendChanges(scan.tree());
        var path = "/projects/" + project + (arguments.has("--dry-run") ? "/plan" : "/deployments");
        try (var events = open(api, path, scan.tree(), upload)) {
            var done = new Story(session.screen(), api).follow(events);
            remember(scan);
            tellUrl(done);
        }
        return 0;
    }

    /// Asks for the deployment straight away: the platform says what it lacks, if anything.
    private Events open(Api api, String path, SourceTree tree, Upload upload) {
        var request = Content.bytes(request(tree).getBytes(StandardCharsets.UTF_8));
        for (int round = 1; ; round++) {
            try {
                return api.follow("POST", path, request);
            } catch (Problem problem) {
                if (problem.code() != ErrorCode.MISSING_BLOBS || round == ROUNDS) {
                    throw problem;
                }
                upload.sendMissing(tree, problem.missing());
            }
        }
    }

    private String request(SourceTree tree) {
        var json = new StringBuilder(tree.files().size() * 180 + 200);
        json.append("{\"environment\":");
        Json.quote(environment.value(), json);
        arguments
                .find("--branch")
                .ifPresent(branch -> {
                    json.append(",\"branch\":");
                    Json.quote(branch, json);
                });
        arguments
                .find("--message")
                .ifPresent(message -> {
                    json.append(",\"message\":");
                    Json.quote(message, json);
                });
        json.append(",\"tree\":");
        tree.writeJson(json);
        return json.append('}').toString();
    }

    private ProjectName project() {
        return arguments
                .find("--name")
                .map(ProjectName::new)
                .or(folder::findProject)
                .orElseGet(folder::suggestedProject);
    }

    private EnvironmentName environment() {
        if (arguments.has("--preview") && arguments.has("--env")) {
            throw arguments.wrong("--preview and --env exclude each other");
        }
        return arguments.has("--preview")
                ? EnvironmentName.PREVIEW
                : arguments
                        .find("--env")
                        .map(EnvironmentName::new)
                        .orElse(EnvironmentName.PRODUCTION);
    }

    private EnvFiles envFiles() {
        return arguments.has("--send-env-files") ? EnvFiles.SENT : EnvFiles.KEPT_HERE;
    }

    private void tellWhatIsSent(SourceTree tree) {
        var screen = session.screen();
        screen.say(
                "Deploying "
                        + screen.colours().bold(project.value())
                        + " to "
                        + environment
                        + ": "
                        + Words.count(tree.files().size(), "file")
                        + ", "
                        + Words.size(tree.size()));
        if (!tree.leftOut().isEmpty()) {
            screen.say(
                    "  not sent: "
                            + String.join(", ", tree.leftOut())
                            + " (set variables with \"freehold env add\")");
        }
    }

    private void remember(Folder.Scan scan) {
        try {
            folder.link(project);
            scan.rememberDeployed();
        } catch (IOException e) {
            session.screen()
                    .say(
                            "  \""
                                    + folder.path()
                                    + "\" can't be written to: give --name again next time");
        }
    }

    private void tellUrl(dev.freehold.cli.api.JsonObject done) {
        session.screen().print(arguments.has("--json") ? Json.write(done) : done.text("url"));
    }
}
