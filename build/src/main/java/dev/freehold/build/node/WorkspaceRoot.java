package dev.freehold.build.node;

import dev.freehold.build.Builder;
import dev.freehold.build.Recipe;
import dev.freehold.build.Source;
import dev.freehold.model.Invalid;
import java.util.Optional;
import java.util.regex.Pattern;

/// The top of a workspace, which is several projects: says which could be deployed, and how.
public final class WorkspaceRoot implements Builder {
    /// Scripts that go through the members.
    private static final Pattern FOR_ALL =
            Pattern.compile(
                    ".*(\\b(turbo|nx|lerna|wsrun)\\b|--workspaces|\\s-ws\\b|\\s-r\\b|--recursive|--filter|workspaces? (run|foreach)).*");

    @Override
    public Optional<Recipe> detect(Source source) {
        var workspace = NodeWorkspace.around(source);
        if (!source.home().isEmpty() || !workspace.isOne() || isProjectItself(source)) {
            return Optional.empty();
        }
        var folders = workspace.deployable();
        throw Invalid.because(
                "this is the top of a workspace, not one project"
                        + (folders.isEmpty() ? "" : "; in it are " + String.join(", ", folders)),
                "deploy one of its folders: freehold deploy "
                        + (folders.isEmpty() ? "FOLDER" : folders.getFirst()));
    }

    private static boolean isProjectItself(Source source) {
        return NodeServer.findStart(source).isPresent()
                || source.inPackageJson(json -> json.script("build"))
                        .filter(line -> !FOR_ALL.matcher(line).matches())
                        .isPresent();
    }
}
