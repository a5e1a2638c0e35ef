package dev.freehold.build.languages;

import dev.freehold.build.Source;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads Cargo manifests without cargo: which programs a package or workspace has, and which one is served
/// (The Cargo Book, "Package Layout" and "Cargo Targets").
final class RustPrograms {
    static final String MANIFEST = "Cargo.toml";

    private static final List<String> USUAL = List.of("server", "web", "app", "main");
    private static final Pattern NAME = key("name");
    private static final Pattern PATH = key("path");
    private static final Pattern DEFAULT = key("default-run");
    private static final Pattern LEFT_OUT = Pattern.compile("(.*/)?(vendor|target)/.*");
    private static final Pattern OWN_FILE = Pattern.compile("([^/]+)(\\.rs|/main\\.rs)");

    private RustPrograms() {}

    /// All that it has.
    static NavigableSet<String> all(Source source) {
        var programs = new TreeSet<String>();
        source.tree().entries().keySet().stream()
                .filter(path -> path.equals(MANIFEST) || path.endsWith("/" + MANIFEST))
                .filter(path -> !LEFT_OUT.matcher(path).matches())
                .map(path -> path.substring(0, path.length() - MANIFEST.length()))
                .forEach(folder -> addOf(source, folder, programs));
        return programs;
    }

    /// What `cargo run` would start is served, else one with a usual name, else the root package's own.
    static String served(Source source, NavigableSet<String> programs) {
        return Stream.of(
                        section(source, "", "[package]")
                                .flatMap(part -> value(DEFAULT, part))
                                .stream(),
                        programs.stream().filter(_ -> programs.size() == 1),
                        USUAL.stream(),
                        ofMain(source, "").stream())
                .flatMap(some -> some)
                .filter(programs::contains)
                .findFirst()
                .orElseThrow(() -> Choices.several("Rust programs", programs, "bin/"));
    }

    /// @param folder of its manifest; empty, or with a slash at its end
    private static void addOf(Source source, String folder, NavigableSet<String> programs) {
        ofMain(source, folder).ifPresent(programs::add);
        sections(source, folder)
                .filter(part -> part.startsWith("[[bin]]"))
                .flatMap(part -> value(NAME, part).stream())
                .forEach(programs::add);
        var own = folder + "src/bin/";
        source.under(folder + "src/bin").keySet().stream()
                .map(path -> OWN_FILE.matcher(path.substring(own.length())))
                .filter(java.util.regex.Matcher::matches)
                .map(match -> match.group(1))
                .forEach(programs::add);
    }

    /// The program of `src/main.rs`: named like its package, where no section gives that file another name.
    private static Optional<String> ofMain(Source source, String folder) {
        return source.has(folder + "src/main.rs")
                ? sections(source, folder)
                        .filter(part -> part.startsWith("[[bin]]"))
                        .filter(part -> value(PATH, part).filter("src/main.rs"::equals).isPresent())
                        .findFirst()
                        .or(() -> section(source, folder, "[package]"))
                        .flatMap(part -> value(NAME, part))
                : Optional.empty();
    }

    private static Optional<String> section(Source source, String folder, String title) {
        return sections(source, folder).filter(part -> part.startsWith(title)).findFirst();
    }

    private static Stream<String> sections(Source source, String folder) {
        return Stream.of(source.text(folder + MANIFEST).orElse("").split("(?m)^(?=\\[)"));
    }

    private static Optional<String> value(Pattern key, String section) {
        return key.matcher(section)
                .results()
                .findFirst()
                .map((MatchResult match) -> match.group(1));
    }

    private static Pattern key(String name) {
        return Pattern.compile("(?m)^" + name + "\\s*=\\s*[\"']([^\"']+)[\"']");
    }
}
