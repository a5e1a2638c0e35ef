package dev.freehold.cli;

import dev.freehold.cli.api.Api;
import dev.freehold.cli.api.Content;
import dev.freehold.cli.api.Events;
import dev.freehold.cli.api.Json;
import dev.freehold.cli.api.JsonObject;
import dev.freehold.cli.api.Problem;
import dev.freehold.cli.terminal.Words;
import dev.freehold.cli.upload.EnclosingWorkspace;
import dev.freehold.cli.upload.Folder;
import dev.freehold.cli.upload.SecretFiles;
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
import java.util.Optional;
import java.util.function.Supplier;

/// One deployment, from the folder to the URL.
final class Deploy {
    /// Content may be collected between the question and the deployment; more often it is not there.
    private static final int ROUNDS = 3;

    private final Arguments arguments;
    private final Session session;
    private final Folder folder;
    private final Optional<EnclosingWorkspace> workspace;
    private final ProjectName project;
    private final EnvironmentName environment;
    private final Traffic traffic;
    private final Interruption interruption;

    Deploy(Arguments arguments, Session session) {
        this.arguments = arguments;
        this.session = session;
        this.folder = new Folder(session.folder().resolve(arguments.find(0).orElse("")));
        this.workspace = EnclosingWorkspace.of(folder.path());
        this.project = project();
        this.environment = environment();
        this.traffic = new Movement(session.screen());
        this.interruption = new Interruption(session.screen());
    }

    /// Reads the folder, sends what is missing, and follows the deployment to its URL.
    int run() {
        tellWhatGoesWhere();
        var api = session.apiStartedIfNeeded();
        long began = System.nanoTime();
        var scan = scan();
        tellWhatIsSent(scan.tree(), began);
        if (arguments.has("--dry-run")) {
            return tellPlan(api, scan.tree());
        }
        interruption.watch(api);
        var done = deploy(api, scan.tree());
        interruption.over();
        tellUrl(done);
        remember(scan);
        return 0;
    }

    private Folder.Scan scan() {
        return workspace
                .map(around -> folder.scan(around, envFiles(), traffic))
                .orElseGet(() -> folder.scan(envFiles(), traffic));
    }

    private JsonObject deploy(Api api, SourceTree tree) {
        var upload = new Upload(api, traffic);
        try {
            upload.sendChanges(tree);
            var request = request(tree);
            var path = "/projects/" + project + "/deployments";
            try (var events = withWhatIsMissing(tree, upload, () -> ask(api, path, request))) {
                return new Story(session.screen(), this::accepted).follow(events);
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
            folder.link(project);
        } catch (IOException e) {
            session.screen()
                    .say(
                            "  \""
                                    + folder.path()
                                    + "\" can't be written to: give --name again next time");
        }
    }

    private Events ask(Api api, String path, Content request) {
        interruption.asked();
        try {
            return api.follow("POST", path, request);
        } catch (Problem refused) {
            interruption.refused();
            throw refused;
        }
    }

    private int tellPlan(Api api, SourceTree tree) {
        var request = request(tree);
        var path = "/projects/" + project + "/plan";
        var upload = new Upload(api, traffic);
        var plan = withWhatIsMissing(tree, upload, () -> api.post(path, request));
        new PlanTold(session).tell(plan, arguments.has("--json"));
        return 0;
    }

    /// Asks straight away: the platform says what it lacks, if anything, and is asked again.
    private static <T> T withWhatIsMissing(SourceTree tree, Upload upload, Supplier<T> question) {
        for (int round = 1; ; round++) {
            try {
                return question.get();
            } catch (Problem problem) {
                if (problem.code() != ErrorCode.MISSING_BLOBS || round == ROUNDS) {
                    throw problem;
                }
                upload.sendMissing(tree, problem.missing());
            }
        }
    }

    private Content request(SourceTree tree) {
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
        return Content.bytes(json.append('}').toString().getBytes(StandardCharsets.UTF_8));
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

    private void tellWhatGoesWhere() {
        var screen = session.screen();
        screen.say(screen.colours().bold(project + " → " + environment));
        workspace.ifPresent(around ->
                screen.say("  " + around.chosen() + " of the workspace \"" + around.top() + "\""));
    }

    private void tellWhatIsSent(SourceTree tree, long began) {
        var screen = session.screen();
        long time = System.nanoTime() - began;
        screen.say(StepLine.done("read", sizes(tree), time, screen.colours()));
        if (!tree.leftOut().isEmpty()) {
            screen.say(
                    "    not sent: "
                            + String.join(", ", tree.leftOut())
                            + "; give the app its variables with \"freehold env add\"");
        }
        tree.leftOut().stream()
                .filter(SecretFiles::isKeyOfRails)
                .map(key ->
                        "    Rails gets its key by \"freehold env add RAILS_MASTER_KEY < "
                                + key
                                + "\"")
                .forEach(screen::say);
    }

    private static String sizes(SourceTree tree) {
        var sizes = Words.count(tree.files().size(), "file") + ", " + Words.size(tree.size());
        int changed = tree.notDeployed().size();
        return changed == tree.files().size() ? sizes : sizes + ", " + changed + " changed";
    }

    private void remember(Folder.Scan scan) {
        try {
            scan.rememberDeployed();
        } catch (IOException e) {
            session.screen().say("  all files will be read again next time: " + e.getMessage());
        }
    }

    private void tellUrl(JsonObject done) {
        session.screen().print(arguments.has("--json") ? Json.write(done) : done.text("url"));
    }
}
