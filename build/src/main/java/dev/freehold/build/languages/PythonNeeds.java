package dev.freehold.build.languages;

import dev.freehold.build.Source;
import dev.freehold.output.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The packages that a Python project asks for: which file names them, and how pip is told.
record PythonNeeds(Source source, PythonFile project) {
    static final String CONSTRAINTS = ".freehold/constraints.txt";
    private static final String UV = "uv.lock";
    private static final List<String> REQUIREMENTS =
            List.of(
                    "requirements.txt",
                    "requirements/production.txt",
                    "requirements/prod.txt",
                    "requirements/base.txt");
    private static final List<String> WHEELS =
            List.of("wheels", "wheelhouse", "vendor/wheels", "vendor");
    private static final Pattern NAME =
            Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]*)\\s*(?:\\[([^]]*)])?.*");
    private static final Pattern MOVES =
            Pattern.compile("(-e|--editable|\\.|file:|git\\+).*|.*@\\s*(file:|git\\+).*");
    private static final Pattern INCLUDED = Pattern.compile("(?:-r|--requirement)[\\s=]+(\\S+).*");

    static PythonNeeds of(Source source) {
        return new PythonNeeds(source, PythonFile.of(source, PythonFile.PROJECT));
    }

    /// The file that names them.
    Optional<String> file() {
        return source.firstOf(REQUIREMENTS)
                .or(() ->
                        project.dependencies().isEmpty()
                                ? Optional.empty()
                                : Optional.of(PythonFile.PROJECT));
    }

    boolean lockedByUv() {
        return source.has(UV) && source.has(PythonFile.PROJECT);
    }

    /// A folder of the project that holds wheels, so that no index is needed.
    Optional<String> wheels() {
        return WHEELS.stream()
                .filter(folder ->
                        source.under(folder).keySet().stream()
                                .anyMatch(path ->
                                        path.endsWith(".whl")
                                                && path.lastIndexOf('/') == folder.length()))
                .findFirst();
    }

    /// Lines that hold the versions of a lock file against what pip would choose.
    List<String> constraints() {
        boolean fromProject = file().filter(PythonFile.PROJECT::equals).isPresent();
        return fromProject
                ? source.firstOf(List.of(UV, "poetry.lock"))
                        .map(lock -> PythonFile.of(source, lock).versions())
                        .orElse(List.of())
                : List.of();
    }

    /// What follows `pip install`.
    List<String> arguments() {
        var arguments = new ArrayList<String>();
        wheels().ifPresent(
                        folder -> arguments.addAll(List.of("--no-index", "--find-links", folder)));
        if (!constraints().isEmpty()) {
            arguments.addAll(List.of("-c", CONSTRAINTS));
        }
        var file = file().orElseThrow();
        if (!file.equals(PythonFile.PROJECT)) {
            arguments.addAll(List.of("-r", file));
        } else {
            arguments.addAll(project.dependencies());
        }
        return arguments;
    }

    /// What a person types where an index can be reached, to have wheels in the project.
    String download() {
        var file = file().orElse("requirements.txt");
        return "pip download -d wheels "
                + (file.equals(PythonFile.PROJECT)
                        ? "\"" + String.join("\" \"", project.dependencies()) + "\""
                        : "-r " + file);
    }

    /// Whether they ask for it by name, as PEP 503 compares names.
    boolean has(String name) {
        return names().contains(name);
    }

    private Set<String> names() {
        var names = new TreeSet<String>();
        source.firstOf(REQUIREMENTS).ifPresent(file -> addRequirements(file, names, 3));
        project.dependencies().forEach(line -> addName(line, names));
        if (source.has(UV)) {
            PythonFile.of(source, UV).versions().forEach(line -> addName(line, names));
        }
        return names;
    }

    private void addRequirements(String file, Set<String> names, int depth) {
        var text = depth == 0 ? "" : source.text(file).orElse("");
        for (var line : text.lines().map(String::strip).toList()) {
            var included = INCLUDED.matcher(line);
            if (included.matches()) {
                addRequirements(beside(file, included.group(1)), names, depth - 1);
            } else {
                addName(line, names);
            }
        }
    }

    private static void addName(String requirement, Set<String> names) {
        var match = NAME.matcher(requirement);
        if (match.matches()) {
            names.add(match.group(1).toLowerCase(Locale.ROOT).replaceAll("[._-]+", "-"));
            boolean all =
                    match.group(2) != null && match.group(2).matches(".*\\b(standard|all)\\b.*");
            if (all && match.group(1).equalsIgnoreCase("fastapi")) {
                names.add("uvicorn");
            }
        }
    }

    private static String beside(String file, String other) {
        return java.nio.file.Path.of(file).resolveSibling(other).normalize().toString();
    }

    /// What decides what gets installed, or empty where it can be more than these files say: the project
    /// itself, something beside it, or a branch that moves.
    Optional<String> fingerprint() {
        var text = new StringBuilder(String.join("\n", arguments()));
        text.append(String.join("\n", constraints()));
        for (var entry : source.tree().entries().entrySet()) {
            if (entry.getValue() instanceof Tree.File file && decides(entry.getKey())) {
                text.append('\n').append(entry.getKey()).append(' ').append(file.digest());
            }
        }
        var lines =
                Stream.concat(
                        project.dependencies().stream(),
                        source.tree().entries().keySet().stream()
                                .filter(PythonNeeds::isRequirements)
                                .flatMap(path -> source.text(path).orElse("").lines()));
        boolean more = lines.anyMatch(line -> MOVES.matcher(line.strip()).matches());
        return more ? Optional.empty() : Optional.of(text.toString());
    }

    private boolean decides(String path) {
        return isRequirements(path)
                || path.equals(UV)
                || path.equals("poetry.lock")
                || wheels().filter(folder -> path.startsWith(folder + "/")).isPresent();
    }

    private static boolean isRequirements(String path) {
        return path.matches("(requirements|constraints)[^/]*\\.txt|requirements/.*");
    }
}
