package dev.freehold.cli;

import dev.freehold.cli.api.Json;
import dev.freehold.cli.api.JsonObject;
import dev.freehold.cli.terminal.Words;
import dev.freehold.cli.upload.ChosenRoot;
import dev.freehold.cli.upload.EnclosingWorkspace;
import dev.freehold.cli.upload.Folder;
import dev.freehold.cli.upload.SecretFiles;
import dev.freehold.cli.upload.SourceTree;
import dev.freehold.cli.upload.Traffic;
import dev.freehold.cli.usage.Arguments;
import dev.freehold.model.ProjectName;
import java.io.IOException;
import java.util.Optional;

/// One deployment, from the folder to the URL.
final class Deploy {
    private final Arguments arguments;
    private final DeployOptions options;
    private final Session session;
    private final Folder folder;
    private final Optional<EnclosingWorkspace> workspace;
    private final ProjectName project;
    private final Traffic traffic;

    Deploy(Arguments arguments, Session session) {
        this.arguments = arguments;
        this.session = session;
        var named = new Folder(session.folder().resolve(arguments.find(0).orElse("")));
        this.folder = new Folder(ChosenRoot.in(named.path()));
        this.workspace = EnclosingWorkspace.of(folder.path());
        this.project = project();
        this.options = new DeployOptions(arguments);
        this.traffic = new Movement(session.screen());
    }

    /// Reads the folder, sends what is missing, and follows the deployment to its URL.
    int run() {
        tellWhatGoesWhere();
        var api = session.apiStartedIfNeeded();
        long began = System.nanoTime();
        var scan = scan();
        tellWhatIsSent(session, scan.tree(), began);
        var freight = new Dispatch.Freight(folder, project, scan.tree());
        var dispatch = new Dispatch(session, api, options, freight, traffic);
        if (options.onlyPlans()) {
            new PlanTold(session).tell(dispatch.plan(), options.json());
            return 0;
        }
        tellUrl(dispatch.deploy());
        remember(session, scan);
        return 0;
    }

    private Folder.Scan scan() {
        return workspace
                .map(around -> folder.scan(around, options.envFiles(), traffic))
                .orElseGet(() -> folder.scan(options.envFiles(), traffic));
    }

    private ProjectName project() {
        return arguments
                .find("--name")
                .map(ProjectName::new)
                .or(folder::findProject)
                .orElseGet(folder::suggestedProject);
    }

    private void tellWhatGoesWhere() {
        var screen = session.screen();
        screen.say(screen.colours().bold(project + " → " + options.environment()));
        workspace.ifPresent(around ->
                screen.say(
                        "  "
                                + around.chosen()
                                + " of the workspace \""
                                + around.top().folder()
                                + "\""));
    }

    static void tellWhatIsSent(Session session, SourceTree tree, long began) {
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

    static void remember(Session session, Folder.Scan scan) {
        try {
            scan.rememberDeployed();
        } catch (IOException e) {
            session.screen().say("  all files will be read again next time: " + e.getMessage());
        }
    }

    private void tellUrl(JsonObject done) {
        session.screen().print(options.json() ? Json.write(done) : done.text("url"));
    }
}
