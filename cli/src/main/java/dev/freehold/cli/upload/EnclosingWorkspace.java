package dev.freehold.cli.upload;

import dev.freehold.cli.api.Json;
import dev.freehold.cli.api.JsonObject;
import dev.freehold.model.PnpmPackages;
import dev.freehold.model.Workspace;
import dev.freehold.output.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The workspace that a folder to be deployed is a member of. Then the workspace is sent, since its lock
/// file and other members are needed to build the one, but only as much of it as matters: of members that
/// it does not need only their package.json, which installing checks. So a change elsewhere is none here.
///
/// @param top the folder of the whole
/// @param chosen the member that is deployed, `apps/web`
public record EnclosingWorkspace(Path top, String chosen) {
    private static final String PACKAGE = "package.json";

    /// The nearest one above that names the folder among its members.
    public static Optional<EnclosingWorkspace> of(Path folder) {
        for (var above = folder.getParent(); above != null; above = above.getParent()) {
            var chosen = above.relativize(folder).toString();
            if (Workspace.names(patterns(above), chosen)) {
                return Optional.of(new EnclosingWorkspace(above, chosen));
            }
        }
        return Optional.empty();
    }

    /// What is sent of all that was found.
    public SourceTree chosenFrom(SourceTree all) {
        var members = members(all);
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
        return owner.isEmpty() || needed.contains(owner) || path.equals(owner + "/" + PACKAGE);
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

    private Workspace members(SourceTree all) {
        var patterns = patterns(top);
        var members = new TreeMap<String, Workspace.Member>();
        for (var hashed : all.files()) {
            var path = hashed.file().path();
            if (path.endsWith("/" + PACKAGE)) {
                var folder = path.substring(0, path.length() - PACKAGE.length() - 1);
                if (Workspace.names(patterns, folder)) {
                    findJson(top.resolve(path))
                            .ifPresent(json -> members.put(folder, member(folder, json)));
                }
            }
        }
        return new Workspace(members);
    }

    private static Workspace.Member member(String folder, JsonObject json) {
        var names = new HashSet<String>();
        for (var kind : Workspace.NEEDS) {
            json.findObject(kind).ifPresent(some -> names.addAll(some.members().keySet()));
        }
        return new Workspace.Member(json.findText("name").orElse(folder), names);
    }

    private static List<String> patterns(Path folder) {
        var patterns = new ArrayList<String>();
        var pnpm = folder.resolve(Workspace.PNPM);
        if (Files.isReadable(pnpm)) {
            patterns.addAll(PnpmPackages.in(read(pnpm)));
        }
        findJson(folder.resolve(PACKAGE))
                .ifPresent(json -> {
                    patterns.addAll(json.texts("workspaces"));
                    json.findObject("workspaces")
                            .ifPresent(object -> patterns.addAll(object.texts("packages")));
                });
        return patterns;
    }

    /// One that is no JSON is the platform's to complain about.
    private static Optional<JsonObject> findJson(Path file) {
        try {
            return Files.isReadable(file)
                    ? Optional.of(Json.readObject(read(file)))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("can't read \"" + file + "\"", e);
        }
    }
}
