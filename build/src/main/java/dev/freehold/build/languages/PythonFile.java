package dev.freehold.build.languages;

import dev.freehold.build.Source;
import dev.freehold.model.Invalid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/// A TOML file of a Python project: its pyproject.toml, or a lock file of uv or Poetry. Where there is
/// none, it is empty.
record PythonFile(String name, TomlTable table) {
    static final String PROJECT = "pyproject.toml";

    static PythonFile of(Source source, String name) {
        var toml = Toml.parse(source.text(name).orElse(""));
        if (toml.hasErrors()) {
            throw Invalid.because(
                    "\"" + name + "\" is no TOML: " + toml.errors().getFirst(), "correct it");
        }
        return new PythonFile(name, toml);
    }

    /// `[project] dependencies` (PEP 621), as they stand.
    List<String> dependencies() {
        var array = table.get("project.dependencies");
        return array instanceof TomlArray list
                ? list.toList().stream().map(String::valueOf).toList()
                : List.of();
    }

    Optional<String> requiresPython() {
        return table.get("project.requires-python") instanceof String text
                ? Optional.of(text)
                : Optional.empty();
    }

    /// Its dependencies are known to Poetry only.
    boolean isPoetrys() {
        return dependencies().isEmpty() && table.contains("tool.poetry.dependencies");
    }

    /// `name==version` of each `[[package]]` of a lock file that names one version only.
    List<String> versions() {
        var versions = new TreeMap<String, TreeSet<String>>();
        for (var entry : packages()) {
            if (entry.get("name") instanceof String name
                    && entry.get("version") instanceof String version
                    && !entry.contains("source.virtual")
                    && !entry.contains("source.editable")) {
                versions.computeIfAbsent(name, _ -> new TreeSet<>()).add(version);
            }
        }
        return versions.entrySet().stream()
                .filter(entry -> entry.getValue().size() == 1)
                .map(entry -> entry.getKey() + "==" + entry.getValue().getFirst())
                .toList();
    }

    private List<TomlTable> packages() {
        var packages = new ArrayList<TomlTable>();
        if (table.get("package") instanceof TomlArray list) {
            for (var entry : list.toList()) {
                if (entry instanceof TomlTable found) {
                    packages.add(found);
                }
            }
        }
        return packages;
    }
}
