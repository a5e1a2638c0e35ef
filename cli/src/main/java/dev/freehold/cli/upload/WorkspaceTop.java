package dev.freehold.cli.upload;

import dev.freehold.cli.api.Json;
import dev.freehold.cli.api.JsonObject;
import dev.freehold.model.PnpmPackages;
import dev.freehold.model.ProjectName;
import dev.freehold.model.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A folder whose package.json, or pnpm-workspace.yaml, names packages below it.
///
/// @param patterns of their folders
public record WorkspaceTop(Path folder, List<String> patterns) {
    static final String PACKAGE = "package.json";

    public static Optional<WorkspaceTop> find(Path folder) {
        var patterns = patterns(folder);
        return patterns.isEmpty()
                ? Optional.empty()
                : Optional.of(new WorkspaceTop(folder, patterns));
    }

    /// What one of its packages is called as a project: the package's name, its scope left out, unless that
    /// is a name that no project may have; then `@shop/admin` is shop-admin.
    public ProjectName projectOf(Workspace.Member member) {
        var name = member.name();
        var own = name.substring(name.lastIndexOf('/') + 1);
        if (!ProjectName.isReserved(own)) {
            return Folder.projectOf(own);
        }
        return Folder.projectOf(name.contains("/") ? name : name() + "-" + name);
    }

    private String name() {
        return findJson(folder.resolve(PACKAGE))
                .flatMap(json -> json.findText("name"))
                .orElseGet(() -> String.valueOf(folder.getFileName()));
    }

    boolean names(String member) {
        return Workspace.names(patterns, member);
    }

    /// The packages among all that was found.
    public Workspace members(SourceTree all) {
        var members = new TreeMap<String, Workspace.Member>();
        for (var hashed : all.files()) {
            var path = hashed.file().path();
            if (path.endsWith("/" + PACKAGE)) {
                var member = path.substring(0, path.length() - PACKAGE.length() - 1);
                if (names(member)) {
                    findJson(folder.resolve(path))
                            .ifPresent(json -> members.put(member, member(member, json)));
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
        return new Workspace.Member(json.findText("name").orElse(folder), names, scripts(json));
    }

    private static Map<String, String> scripts(JsonObject json) {
        var scripts = new HashMap<String, String>();
        json.findObject("scripts")
                .ifPresent(all ->
                        all.members()
                                .keySet()
                                .forEach(name ->
                                        all.findText(name)
                                                .ifPresent(line -> scripts.put(name, line))));
        return scripts;
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
