package dev.freehold.build.languages;

import dev.freehold.build.Source;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A class that can be started.
///
/// @param name with its package
/// @param file that it stands in
record JavaMain(String name, String file) {
    private static final Pattern PACKAGE = Pattern.compile("(?m)^\\s*package\\s+([\\w.]+)\\s*;");
    private static final Pattern MAIN = Pattern.compile("\\bvoid\\s+main\\s*\\(");
    private static final List<String> USUAL = List.of("Main", "App", "Application", "Server");

    /// Of a source without a build tool: those at the root or below `src/`.
    static List<JavaMain> inPlainSources(Source source) {
        return plainSources(source).flatMap(file -> of(source, file)).toList();
    }

    static Stream<String> plainSources(Source source) {
        return javaFiles(source).filter(file -> !file.contains("/") || file.startsWith("src/"));
    }

    /// Of a source with a build tool: those that are not tests.
    static List<JavaMain> inModules(Source source) {
        return javaFiles(source)
                .filter(file -> file.contains("src/main/java/"))
                .flatMap(file -> of(source, file))
                .toList();
    }

    /// Jars that lie in `lib/`, in one order everywhere: an AOT archive is for one class path.
    static List<String> libraries(Source source) {
        return source.under("lib").keySet().stream().filter(path -> path.endsWith(".jar")).toList();
    }

    /// The only one, else the one with a usual name that lies highest.
    ///
    /// @param mains one at least
    static JavaMain chosen(List<JavaMain> mains) {
        if (mains.size() == 1) {
            return mains.getFirst();
        }
        return mains.stream()
                .filter(main -> USUAL.contains(main.simpleName()))
                .min(
                        Comparator.comparingLong(JavaMain::depth)
                                .thenComparingInt(main -> USUAL.indexOf(main.simpleName())))
                .orElseThrow(() ->
                        Choices.several(
                                "classes with a main method",
                                mains.stream().map(JavaMain::name).toList(),
                                "java "));
    }

    private static Stream<String> javaFiles(Source source) {
        return source.tree().entries().keySet().stream()
                .filter(file -> file.endsWith(".java") && !file.contains("src/test/"));
    }

    private static Stream<JavaMain> of(Source source, String file) {
        var text = source.text(file).orElse("");
        if (!MAIN.matcher(text).find()) {
            return Stream.empty();
        }
        var simple = file.substring(file.lastIndexOf('/') + 1, file.length() - ".java".length());
        var found = PACKAGE.matcher(text);
        return Stream.of(new JavaMain(found.find() ? found.group(1) + "." + simple : simple, file));
    }

    private String simpleName() {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private long depth() {
        return name.chars().filter(c -> c == '.').count();
    }
}
