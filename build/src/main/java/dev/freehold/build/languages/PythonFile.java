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

    /// `[project] dependencies` (PEP 621), as they stand; else Poetry's, as pip takes them.
    List<String> dependencies() {
        return table.get("project.dependencies") instanceof TomlArray list
                ? list.toList().stream().map(String::valueOf).toList()
                : poetrys().map(PoetryDependencies::requirements).orElse(List.of());
    }

    Optional<String> requiresPython() {
        return table.get("project.requires-python") instanceof String text
                ? Optional.of(text)
                : poetrys().flatMap(PoetryDependencies::python);
    }

    private Optional<PoetryDependencies> poetrys() {
        return table.get("tool.poetry.dependencies") instanceof TomlTable own
                ? Optional.of(new PoetryDependencies(own))
                : Optional.empty();
    }

    /// It says of some packages that they come from elsewhere, in words that pip does not read: from the
    /// index it could get others of the same name.
    boolean namesSourcesForUv() {
        return table.contains("tool.uv.sources");
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
