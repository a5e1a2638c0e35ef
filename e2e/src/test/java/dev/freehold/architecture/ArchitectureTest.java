package dev.freehold.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.freehold.architecture.Uses.Use;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Reads the table of ARCHITECTURE.md and holds the code to it. Whoever needs another cut changes the
/// table in the same commit.
class ArchitectureTest {

    private static final Pattern OWN_DEPENDENCY =
            Pattern.compile(
                    "<artifactId>freehold-([a-z]+)</artifactId>\\s*(<scope>(runtime|compile)</scope>\\s*)?</dependency>");

    private static final Pattern MANAGED_DEPENDENCY =
            Pattern.compile(
                    "<dependency>\\s*<groupId>(?!dev\\.freehold)([^<$]+)</groupId>"
                            + "\\s*<artifactId>([^<]+)</artifactId>\\s*<version>");

    private final Repository repository = Repository.here();
    private final Rooms rooms = Rooms.readFrom(repository.text("ARCHITECTURE.md"));
    private final JavaClasses classes = Uses.classesOf(repository);
    private final Uses uses = Uses.among(classes);

    @Test
    void the_table_names_every_module() {
        assertThat(rooms.modules())
                .as("the modules in ARCHITECTURE.md's table, beside the folders with a pom.xml")
                .containsExactlyInAnyOrderElementsOf(repository.modules());
    }

    @Test
    void the_table_names_every_package_and_its_module() {
        assertThat(packagesFoundIn(repository))
                .allSatisfy(found -> {
                    var module = found.substring(0, found.indexOf('/'));
                    var name = found.substring(found.indexOf('/') + 1);
                    assertThat(rooms.roomOf(name).map(Rooms.Room::module))
                            .as(
                                    "the module of package `%s` (found in `%s`) by ARCHITECTURE.md's table",
                                    name, module)
                            .contains(module);
                });
    }

    @Test
    void no_package_uses_what_the_table_does_not_open_to_it() {
        assertThat(uses.all().stream().filter(use -> !allowed(use)))
                .as(
                        "uses that ARCHITECTURE.md's table does not allow: turn the dependency round (an interface of your"
                                + " own, implemented by the other), or change the table with a decision note")
                .isEmpty();
    }

    @Test
    void no_module_depends_on_what_the_table_does_not_open_to_it() {
        assertThat(repository.modules())
                .allSatisfy(module ->
                        assertThat(dependenciesOf(module))
                                .as(
                                        "modules of ours that %s/pom.xml depends on, beside ARCHITECTURE.md's table",
                                        module)
                                .isSubsetOf(rooms.modulesOpenTo(module)));
    }

    @Test
    void no_packages_go_round_in_a_circle() {
        assertThat(uses.findCycle()).as("packages that use each other in a circle").isEmpty();
    }

    @Test
    void every_dependency_is_listed_with_its_licence() {
        var list = repository.text("docs/dependencies.md");
        assertThat(MANAGED_DEPENDENCY.matcher(repository.text("pom.xml")).results())
                .isNotEmpty()
                .allSatisfy(managed ->
                        assertThat(list)
                                .as("docs/dependencies.md, about a dependency of pom.xml")
                                .contains(managed.group(2)));
    }

    @Test
    void looks_at_all_classes() {
        assertThat(classes).as("classes compiled before this test ran").hasSizeGreaterThan(50);
    }

    private boolean allowed(Use use) {
        return rooms.roomOf(use.from())
                .map(room -> rooms.packagesOpenTo(room).contains(use.to()))
                .orElse(true);
    }

    private Set<String> dependenciesOf(String module) {
        var found = new TreeSet<String>();
        OWN_DEPENDENCY
                .matcher(repository.text(module + "/pom.xml"))
                .results()
                .forEach(match -> found.add(match.group(1)));
        return found;
    }

    private static Set<String> packagesFoundIn(Repository repository) {
        var found = new TreeSet<String>();
        for (var source : repository.mainSources()) {
            var module = source.file().getName(0);
            var name = module.resolve("src/main/java/dev/freehold").relativize(source.folder());
            found.add(module + "/" + name.toString().replace('/', '.'));
        }
        return found;
    }
}
