package dev.freehold.cli;

import dev.freehold.cli.api.Api;
import dev.freehold.cli.api.JsonObject;
import dev.freehold.cli.upload.EnclosingWorkspace;
import dev.freehold.cli.upload.Folder;
import dev.freehold.cli.upload.SourceTree;
import dev.freehold.cli.upload.Traffic;
import dev.freehold.cli.upload.WorkspaceTop;
import dev.freehold.cli.usage.Arguments;
import dev.freehold.model.Deployables;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.Invalid;
import dev.freehold.model.ProjectName;
import dev.freehold.model.Workspace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// Every package of a workspace that has something to serve, one after the other, each as a project of its
/// own. What has not changed since it went live is left alone; where one fails the others go on.
final class DeployAll {
    private final Session session;
    private final DeployOptions options;
    private final Folder folder;
    private final WorkspaceTop top;
    private final Traffic traffic;

    DeployAll(Arguments arguments, Session session) {
        if (arguments.has("--name")) {
            throw arguments.wrong(
                    "--name is for one project: with --all each package has its own name");
        }
        this.session = session;
        this.options = new DeployOptions(arguments);
        this.folder = new Folder(session.folder().resolve(arguments.find(0).orElse("")));
        this.top = WorkspaceTop.find(folder.path()).orElseThrow(this::noTop);
        this.traffic = new Movement(session.screen());
    }

    /// The status of the first that failed.
    int run() {
        session.screen().say("workspace \"" + folder.path() + "\" → " + options.environment());
        long began = System.nanoTime();
        var scan = scan();
        var members = top.members(scan.tree());
        var projects = projects(members, scan.tree());
        var api = session.apiStartedIfNeeded();
        Deploy.tellWhatIsSent(session, scan.tree(), began);
        tellWhatIsLeftOut(members, projects);
        var outcomes = new ArrayList<PackageOutcome>();
        projects.forEach((member, project) ->
                outcomes.add(outcome(api, member, freight(member, project, scan.tree(), members))));
        if (!options.onlyPlans() && outcomes.stream().noneMatch(PackageOutcome::hasFailed)) {
            Deploy.remember(session, scan);
        }
        return new OutcomesTold(session, options).tell(outcomes);
    }

    private FreeholdException noTop() {
        var around = EnclosingWorkspace.of(folder.path());
        return Invalid.because(
                "\"" + folder.path() + "\" is not the top of a workspace",
                around.map(workspace ->
                                "that is one level up: freehold deploy --all "
                                        + workspace.top().folder())
                        .orElse(
                                "name its packages in package.json (\"workspaces\") or pnpm-workspace.yaml, or leave --all"
                                        + " away"));
    }

    /// Remembered at the top, for all of them.
    private Folder.Scan scan() {
        try {
            if (!options.onlyPlans()) {
                folder.prepare();
            }
        } catch (IOException e) {
            session.screen().say("  all files will be read again next time: " + e.getMessage());
        }
        return folder.scan(options.envFiles(), traffic);
    }

    /// By the folders of their packages.
    private Map<String, ProjectName> projects(Workspace members, SourceTree tree) {
        var paths = new TreeSet<String>();
        tree.files().forEach(hashed -> paths.add(hashed.file().path()));
        var projects = new LinkedHashMap<String, ProjectName>();
        var served = new Deployables(members, paths).folders();
        new TreeMap<>(members.members())
                .forEach((member, found) -> {
                    if (served.contains(member)) {
                        var place = new Folder(folder.path().resolve(member));
                        var project = place.findProject().orElseGet(() -> top.projectOf(found));
                        projects.put(member, project);
                    }
                });
        checkDistinct(projects);
        if (projects.isEmpty()) {
            throw Invalid.because(
                    "no package of this workspace has anything to serve",
                    "give one a \"start\" script, or deploy one of your choice: freehold deploy FOLDER");
        }
        return projects;
    }

    private static void checkDistinct(Map<String, ProjectName> projects) {
        var owners = new LinkedHashMap<ProjectName, String>();
        projects.forEach((member, project) -> {
            var other = owners.putIfAbsent(project, member);
            if (other != null) {
                throw new FreeholdException(
                        ErrorCode.CONFLICT,
                        "%s and %s would both be the project \"%s\""
                                .formatted(other, member, project),
                        "give one another name, which its folder remembers: freehold deploy %s --name %s-2"
                                .formatted(member, project));
            }
        });
    }

    private void tellWhatIsLeftOut(Workspace members, Map<String, ProjectName> projects) {
        var rest = new TreeSet<>(members.members().keySet());
        rest.removeAll(projects.keySet());
        if (!rest.isEmpty()) {
            session.screen()
                    .say(
                            "    nothing to serve in "
                                    + String.join(", ", rest)
                                    + "; a freehold.toml of its own lets a package be deployed too");
        }
    }

    private Dispatch.Freight freight(
            String member, ProjectName project, SourceTree all, Workspace members) {
        return new Dispatch.Freight(
                new Folder(folder.path().resolve(member)),
                project,
                new EnclosingWorkspace(top, member).chosenFrom(all, members));
    }

    private PackageOutcome outcome(Api api, String member, Dispatch.Freight freight) {
        long began = System.nanoTime();
        try {
            var told =
                    settle(new Dispatch(session, api, options, freight, traffic), member, freight);
            return new PackageOutcome(member, freight.project(), told, System.nanoTime() - began);
        } catch (FreeholdException e) {
            Main.say(session.screen(), e);
            return new PackageOutcome(
                    member,
                    freight.project(),
                    new PackageOutcome.Failed(e),
                    System.nanoTime() - began);
        }
    }

    private PackageOutcome.End settle(Dispatch dispatch, String member, Dispatch.Freight freight) {
        var screen = session.screen();
        screen.say(screen.colours().bold(freight.project() + " → " + options.environment()));
        screen.say("  " + member);
        var same = dispatch.findSame();
        if (same.isPresent()) {
            screen.say("  " + screen.colours().green("✓") + " unchanged");
            return new PackageOutcome.Unchanged(same.get());
        }
        return options.onlyPlans()
                ? new PackageOutcome.Planned(plan(dispatch))
                : new PackageOutcome.Deployed(dispatch.deploy());
    }

    private JsonObject plan(Dispatch dispatch) {
        var answer = dispatch.plan();
        if (!options.json()) {
            new PlanTold(session).show(answer);
        }
        return Api.object(answer);
    }
}
