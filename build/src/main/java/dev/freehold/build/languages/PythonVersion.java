package dev.freehold.build.languages;

import dev.freehold.build.Source;
import dev.freehold.build.tools.VersionRange;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Which Python a project asks for, and which of this machine's it gets. Only major and minor version
/// are compared: those name the interpreters.
///
/// @param asked as it stands in the file
/// @param file that asks
record PythonVersion(Optional<String> asked, String file, Programs programs) {
    private static final Pattern INTERPRETER = Pattern.compile("python(3\\.\\d+)");
    private static final Pattern SPECIFIER =
            Pattern.compile("(~=|===?|!=|<=|>=|<|>)?\\s*(\\d+)(?:\\.(\\d+|\\*))?([.\\w*]*)");

    static PythonVersion of(Source source, PythonFile pyproject, Programs programs) {
        var pinned =
                source.text(".python-version")
                        .flatMap(text -> text.lines().map(String::strip).findFirst())
                        .filter(line -> line.matches("\\d.*"));
        return pinned.isPresent()
                ? new PythonVersion(pinned, ".python-version", programs)
                : new PythonVersion(pyproject.requiresPython(), "pyproject.toml", programs);
    }

    /// The name of the interpreter, `python3` or `python3.12`.
    ///
    /// @throws FreeholdException MISSING_TOOL where this machine has none that fits
    String interpreter() {
        programs.need("python3", "python3");
        if (asked.isEmpty() || usual().filter(this::fits).isPresent()) {
            return "python3";
        }
        return versions()
                .filter(this::fits)
                .reduce((_, newer) -> newer)
                .map(version -> "python" + version)
                .orElseThrow(this::noneFits);
    }

    Optional<String> reason() {
        return asked.map(text -> file + " asks for Python " + text);
    }

    private boolean fits(String version) {
        return Stream.of(asked.orElse("").split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty() && !part.startsWith("!="))
                .allMatch(part -> includes(part, version));
    }

    /// PEP 440, as far as major and minor version go.
    private static boolean includes(String specifier, String version) {
        var match = SPECIFIER.matcher(specifier);
        if (!match.lookingAt()) {
            return true;
        }
        var operator = match.group(1) == null ? "==" : match.group(1);
        boolean minorGiven = match.group(3) != null && !match.group(3).equals("*");
        var number = match.group(2) + (minorGiven ? "." + match.group(3) : "");
        boolean patchGiven = match.group(4).matches("\\.\\d.*");
        var range =
                switch (operator) {
                    case "~=" -> patchGiven ? number : "^" + number;
                    case "==", "===" -> number;
                    case "<" -> patchGiven ? "<=" + number : "<" + number;
                    case ">" -> patchGiven ? ">=" + number : ">" + number;
                    default -> operator + number;
                };
        return new VersionRange(range).includes(version + ".0");
    }

    /// What `python3` is a link to.
    private Optional<String> usual() {
        return programs.folders().stream()
                .map(folder -> folder.resolve("python3"))
                .filter(Files::isExecutable)
                .findFirst()
                .flatMap(PythonVersion::version);
    }

    private static Optional<String> version(Path interpreter) {
        try {
            var match = INTERPRETER.matcher(interpreter.toRealPath().getFileName().toString());
            return match.matches() ? Optional.of(match.group(1)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// Of all interpreters, the older first.
    private Stream<String> versions() {
        var minors = new TreeSet<Integer>();
        for (var folder : programs.folders()) {
            names(folder).stream()
                    .map(INTERPRETER::matcher)
                    .filter(java.util.regex.Matcher::matches)
                    .forEach(match -> minors.add(Integer.valueOf(match.group(1).substring(2))));
        }
        return minors.stream().map(minor -> "3." + minor);
    }

    private static List<String> names(Path folder) {
        var names = folder.toFile().list();
        return names == null ? List.of() : List.of(names);
    }

    private FreeholdException noneFits() {
        return new FreeholdException(
                ErrorCode.MISSING_TOOL,
                file
                        + " asks for Python "
                        + asked.orElse("")
                        + "; this machine has "
                        + String.join(", ", versions().toList()),
                "install that version into /usr/bin or /usr/local/bin, or ask for one that is there");
    }
}
