package dev.freehold.build.config;

import dev.freehold.build.tools.VersionRange;
import dev.freehold.model.Invalid;
import dev.freehold.model.Workspace;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A project's package.json, as far as building needs it.
public record PackageJson(JsonNode json) {
    public static final String NAME = "package.json";
    private static final JsonMapper MAPPER = new JsonMapper();

    public static PackageJson read(String text) {
        try {
            var json = MAPPER.readTree(text.startsWith("\ufeff") ? text.substring(1) : text);
            if (json.isObject()) {
                return new PackageJson(json);
            }
        } catch (JacksonException e) {
            throw Invalid.because(
                    "package.json is no JSON: " + e.getOriginalMessage(), "correct it");
        }
        throw Invalid.because("package.json is no JSON object", "start it with \"{\"");
    }

    public Optional<String> script(String name) {
        return text(json.path("scripts").path(name));
    }

    /// Lines by name.
    public Map<String, String> scripts() {
        var scripts = new TreeMap<String, String>();
        for (var name : json.path("scripts").propertyNames()) {
            script(name).ifPresent(line -> scripts.put(name, line));
        }
        return scripts;
    }

    public Optional<String> main() {
        return text(json.path("main"));
    }

    public Optional<String> packageManager() {
        return text(json.path("packageManager"));
    }

    public VersionRange nodeRange() {
        return text(json.path("engines").path("node"))
                .map(VersionRange::new)
                .orElse(VersionRange.ANY);
    }

    /// Names in `dependencies` and `devDependencies`.
    public Set<String> dependencies() {
        var names = new TreeSet<>(json.path("dependencies").propertyNames());
        names.addAll(json.path("devDependencies").propertyNames());
        return names;
    }

    /// The same, and those that are optional or that others are expected to bring.
    public Set<String> needs() {
        var names = new TreeSet<String>();
        Workspace.NEEDS.forEach(kind -> names.addAll(json.path(kind).propertyNames()));
        return names;
    }

    public boolean needsInstall() {
        return !dependencies().isEmpty()
                || !json.path("optionalDependencies").isEmpty()
                || json.has("workspaces");
    }

    private static Optional<String> text(JsonNode node) {
        return node.isString() && !node.asString().isBlank()
                ? Optional.of(node.asString().strip())
                : Optional.empty();
    }
}
