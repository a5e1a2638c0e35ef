package dev.freehold.build.languages;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/// What Poetry's own table asks for, as pip is told it (PEP 508), so that Poetry need not be there: its
/// constraints as documented in "Dependency specification" (python-poetry.org/docs/dependency-specification).
///
/// @param table `[tool.poetry.dependencies]`
record PoetryDependencies(TomlTable table) {
    private static final String PYTHON = "python";
    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)*");

    /// The optional ones belong to extras, which nobody asked for.
    List<String> requirements() {
        var requirements = new ArrayList<String>();
        for (var entry : table.entrySet()) {
            var name = entry.getKey();
            if (!name.equals(PYTHON)) {
                alternatives(entry.getValue())
                        .forEach(one -> requirements.add(requirement(name, one)));
            }
        }
        requirements.removeIf(String::isEmpty);
        return requirements;
    }

    /// PEP 440's specifiers for the interpreter.
    Optional<String> python() {
        return table.get(List.of(PYTHON)) instanceof String text
                ? Optional.of(specifiers(text)).filter(some -> !some.isEmpty())
                : Optional.empty();
    }

    /// One dependency may be asked for in several ways, each for its own circumstances.
    private static List<Object> alternatives(Object asked) {
        return asked instanceof TomlArray list ? list.toList() : List.of(asked);
    }

    private static String requirement(String name, Object asked) {
        if (!(asked instanceof TomlTable more)) {
            return name + specifiers(String.valueOf(asked));
        }
        if (more.get("optional") instanceof Boolean optional && optional) {
            return "";
        }
        return name + extras(more) + origin(more) + markers(more);
    }

    private static String extras(TomlTable more) {
        return more.get("extras") instanceof TomlArray extras
                ? extras.toList().stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining(",", "[", "]"))
                : "";
    }

    private static String origin(TomlTable more) {
        if (more.get("git") instanceof String git) {
            var revision =
                    Stream.of("rev", "tag", "branch")
                            .flatMap(key -> text(more, key).stream())
                            .findFirst();
            return " @ git+" + git + revision.map(one -> "@" + one).orElse("");
        }
        return text(more, "url")
                .map(url -> " @ " + url)
                .or(() -> text(more, "path").map(path -> " @ file:///app/" + path))
                .orElseGet(() -> specifiers(text(more, "version").orElse("*")));
    }

    private static String markers(TomlTable more) {
        var markers = new ArrayList<String>();
        text(more, "markers").ifPresent(markers::add);
        text(more, PYTHON)
                .map(PoetryDependencies::specifiers)
                .filter(some -> !some.isEmpty())
                .ifPresent(some ->
                        Stream.of(some.split(","))
                                .map(one ->
                                        one.replaceFirst("^([<>=!~]+)", "python_version $1 '")
                                                + "'")
                                .forEach(markers::add));
        return markers.isEmpty() ? "" : " ; " + String.join(" and ", markers);
    }

    private static Optional<String> text(TomlTable table, String key) {
        return table.get(List.of(key)) instanceof String text
                ? Optional.of(text)
                : Optional.empty();
    }

    /// `^2.2` → `>=2.2,<3`. Alternatives (`||`) are left to the lock file: PEP 440 has none.
    static String specifiers(String constraint) {
        if (constraint.contains("|")) {
            return "";
        }
        return Stream.of(constraint.split(","))
                .map(part -> specifier(part.replace(" ", "")))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(","));
    }

    private static String specifier(String part) {
        if (part.isEmpty() || part.equals("*")) {
            return "";
        }
        if (part.startsWith("^")) {
            return from(part.substring(1), firstThatCounts(part.substring(1)));
        }
        if (part.matches("~[^=].*")) {
            return from(part.substring(1), part.contains(".") ? 1 : 0);
        }
        return part.matches("\\d.*") ? "==" + part : part;
    }

    /// From this version on, to below the next one of the part that may not change.
    private static String from(String version, int fixed) {
        var match = NUMBER.matcher(version);
        if (!match.lookingAt()) {
            return "==" + version;
        }
        var parts = match.group().split("\\.");
        var next =
                new ArrayList<>(List.of(parts).subList(0, Math.min(fixed, parts.length - 1) + 1));
        next.set(next.size() - 1, Integer.toString(Integer.parseInt(next.getLast()) + 1));
        return ">=" + version + ",<" + String.join(".", next);
    }

    /// A caret fixes the leftmost part that is not 0.
    private static int firstThatCounts(String version) {
        var parts = version.split("\\.");
        int at = 0;
        while (at < parts.length - 1 && parts[at].equals("0")) {
            at++;
        }
        return at;
    }
}
