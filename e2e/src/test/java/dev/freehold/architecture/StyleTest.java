package dev.freehold.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import dev.freehold.architecture.Repository.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What CONTRIBUTING.md asks for and a machine can see. Each message says what to write instead.
class StyleTest {

    private static final Pattern EMPTY_NAME =
            Pattern.compile(
                    "(Abstract|Base)[A-Z].*|.*(Manager|Helper|Utils?|Impl|Base|Data|Info|Processor)");
    private static final Pattern GETTER = Pattern.compile("get[A-Z].*");
    private static final Pattern PUBLIC_TYPE =
            Pattern.compile(
                    "public ((abstract|sealed|non-sealed|final|static) )*(class|record|interface|enum|@interface) .*");
    private static final Pattern SHELL =
            Pattern.compile("sh -c|(?s)\"(/bin/)?(ba|da|z)?sh\",\\s*\"-l?c\"");
    private static final Pattern SLEEP =
            Pattern.compile("Thread\\.sleep|TimeUnit\\.[A-Z]+\\.sleep");

    /// The user's own line, inside the sandbox: the one place where a shell is named.
    private static final String USERS_OWN_LINE =
            "model/src/main/java/dev/freehold/output/Command.java";

    private final Repository repository = Repository.here();

    @Test
    void no_accessor_is_called_get() {
        assertThat(ownMethods().filter(StyleTest::isGetter).filter(method -> !overrides(method)))
                .as(
                        "an accessor is `price()`, a look-up that may fail `findProject`, one that must not `project(name)`")
                .isEmpty();
    }

    @Test
    void no_type_has_an_empty_name() {
        assertThat(ownTypes().map(JavaClass::getSimpleName).filter(EMPTY_NAME.asMatchPredicate()))
                .as("names that say nothing: use a word of the user (Project, Alias, Place, Price)")
                .isEmpty();
    }

    @Test
    void every_package_says_what_it_is_for() {
        var folders =
                repository.mainSources().stream().map(Source::folder).collect(Collectors.toSet());
        var described =
                repository.mainSources().stream()
                        .filter(source -> source.name().equals("package-info.java"))
                        .filter(source ->
                                source.text().startsWith("/// ")
                                        && source.text().contains("@NullMarked"))
                        .map(Source::folder)
                        .collect(Collectors.toSet());
        assertThat(folders)
                .as(
                        "packages whose package-info.java begins with a `///` sentence and is @NullMarked")
                .isSubsetOf(described);
    }

    @Test
    void every_public_type_says_what_it_does_for_its_user() {
        assertThat(
                        repository.mainSources().stream()
                                .flatMap(source ->
                                        undocumented(source.lines())
                                                .map(line -> source.file() + ": " + line)))
                .as("public types without a `///` sentence")
                .isEmpty();
    }

    @Test
    void no_command_line_is_a_string() {
        assertThat(
                        filesWith(SHELL, repository.mainSources())
                                .filter(file -> !file.endsWith(Path.of(USERS_OWN_LINE))))
                .as("a process is started from an argument list, never through a shell")
                .isEmpty();
    }

    @Test
    void no_test_sleeps() {
        var others =
                repository.testSources().stream()
                        .filter(source -> !source.name().equals("StyleTest.java"))
                        .toList();
        assertThat(filesWith(SLEEP, others))
                .as("tests that sleep: inject the clock, or await with a deadline")
                .isEmpty();
    }

    private Stream<JavaClass> ownTypes() {
        return Uses.classesOf(repository).stream().filter(type -> !type.isAnonymousClass());
    }

    private Stream<JavaMethod> ownMethods() {
        return ownTypes().flatMap(type -> type.getMethods().stream());
    }

    private static boolean isGetter(JavaMethod method) {
        return GETTER.matcher(method.getName()).matches()
                && !method.getModifiers().contains(JavaModifier.SYNTHETIC);
    }

    private static boolean overrides(JavaMethod method) {
        var owner = method.getOwner();
        Predicate<JavaMethod> same =
                other ->
                        other.getName().equals(method.getName())
                                && other.getRawParameterTypes().size()
                                        == method.getRawParameterTypes().size();
        return Stream.concat(
                        owner.getAllRawSuperclasses().stream(),
                        owner.getAllRawInterfaces().stream())
                .flatMap(type -> type.getMethods().stream())
                .anyMatch(same);
    }

    private static Stream<String> undocumented(List<String> lines) {
        return IntStream.range(0, lines.size())
                .filter(i -> PUBLIC_TYPE.matcher(lines.get(i)).matches())
                .filter(i -> !hasSentenceAbove(lines, i))
                .mapToObj(lines::get);
    }

    private static boolean hasSentenceAbove(List<String> lines, int declaration) {
        var above = new ArrayList<>(lines.subList(0, declaration)).reversed();
        return above.stream()
                .takeWhile(line -> !line.isBlank() && !line.endsWith(";"))
                .anyMatch(line -> line.startsWith("///"));
    }

    private static Stream<Path> filesWith(Pattern pattern, List<Source> sources) {
        return sources.stream()
                .filter(source -> pattern.matcher(source.text()).find())
                .map(Source::file);
    }
}
