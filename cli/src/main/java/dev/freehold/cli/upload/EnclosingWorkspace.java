package dev.freehold.cli.upload;

import dev.freehold.model.Workspace;
import dev.freehold.output.Tree;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The workspace that a folder to be deployed is a member of. Then the workspace is sent, since its lock
/// file and other members are needed to build the one, but only as much of it as matters: of members that
/// it does not need only their package.json, which installing checks. So a change elsewhere is none here.
///
/// @param top the folder of the whole
/// @param chosen the member that is deployed, `apps/web`
public record EnclosingWorkspace(WorkspaceTop top, String chosen) {
    /// The nearest one above that names the folder among its members.
    public static Optional<EnclosingWorkspace> of(Path folder) {
        for (var above = folder.getParent(); above != null; above = above.getParent()) {
            var chosen = above.relativize(folder).toString();
            var found = WorkspaceTop.find(above).filter(top -> top.names(chosen));
            if (found.isPresent()) {
                return Optional.of(new EnclosingWorkspace(found.get(), chosen));
            }
        }
        return Optional.empty();
    }

    /// What is sent of all that was found.
    public SourceTree chosenFrom(SourceTree all) {
        return chosenFrom(all, top.members(all));
    }

    /// The same, where the members among it are known.
    public SourceTree chosenFrom(SourceTree all, Workspace members) {
        var needed = new HashSet<>(members.needed(chosen));
        var files =
                all.files().stream()
                        .filter(hashed -> isWanted(hashed.file().path(), members, needed))
                        .toList();
        var links = new TreeMap<>(all.links());
        links.keySet().removeIf(path -> !isWanted(path, members, needed));
        links.put(Workspace.CHOSEN, new Tree.Link("../" + chosen));
        return new SourceTree(files, links, all.leftOut(), all.read());
    }

    private static boolean isWanted(String path, Workspace members, Set<String> needed) {
        var owner = owner(path, members);
        return owner.isEmpty()
                || needed.contains(owner)
                || path.equals(owner + "/" + WorkspaceTop.PACKAGE);
    }

    /// The innermost member that a path lies in; empty where it is nobody's.
    private static String owner(String path, Workspace members) {
        for (int slash = path.lastIndexOf('/');
                slash > 0;
                slash = path.lastIndexOf('/', slash - 1)) {
            var folder = path.substring(0, slash);
            if (members.members().containsKey(folder)) {
                return folder;
            }
        }
        return "";
    }
}
