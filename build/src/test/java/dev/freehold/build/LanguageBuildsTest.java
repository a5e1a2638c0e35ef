package dev.freehold.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.build.detection.Builders;
import dev.freehold.model.ServiceName;
import dev.freehold.output.Command;
import dev.freehold.output.Output;
import dev.freehold.output.OutputJson;
import dev.freehold.output.Service;
import dev.freehold.output.Tree;
import dev.freehold.sandbox.Sandboxes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Builds in Go, Java, Rust and C in the sandbox, with the compilers of this machine. What they keep stays
/// in `target`, so that only the first run fetches libraries and compiles Go's own.
class LanguageBuildsTest {
    @TempDir Path folder;
    private final List<String> log = new ArrayList<>();
    private BlobsInFolder blobs;
    private SandboxedBuilds builds;

    @BeforeEach
    void workshop() {
        blobs = new BlobsInFolder(folder.resolve("blobs"));
        builds =
                new SandboxedBuilds(
                        settings(),
                        blobs,
                        Sandboxes.forThisHost(folder.resolve("sandbox")),
                        Builders.inOrder());
    }

    @Test
    void a_go_program_runs_without_its_sources() throws IOException {
        var web = web(build(example("go")));

        assertThat(web.command()).isEqualTo(new Command.Arguments(List.of("bin/hello")));
        assertThat(tree(web).entries()).containsOnlyKeys("bin/hello", "pages/beside.html");
        assertThat(((Tree.File) entry(web, "bin/hello")).executable()).isTrue();
    }

    @Test
    void what_was_built_before_is_not_built_again() throws IOException {
        var first = web(build(example("go")));
        log.clear();

        var second = web(build(example("go")));

        assertThat(second).isEqualTo(first);
        assertThat(log)
                .contains("nothing has changed: the program of the last build is taken")
                .noneMatch(line -> line.startsWith("$"));
    }

    @Test
    void programs_that_a_procfile_names_are_all_built() throws IOException {
        var output =
                build(
                        Sources.tree(
                                blobs,
                                "go.mod",
                                "module example.com/shop\n",
                                "Procfile",
                                "web: bin/shop\nworker: bin/mail\n",
                                "main.go",
                                "package main\nfunc main() {}\n",
                                "cmd/mail/main.go",
                                "package main\nfunc main() {}\n"));

        assertThat(tree(web(output)).entries()).containsKeys("bin/shop", "bin/mail");
        assertThat(output.services()).containsKey(new ServiceName("worker"));
    }

    @Test
    void a_java_program_has_rehearsed_its_start() throws IOException {
        var web = web(build(example("java")));

        assertThat(web.command())
                .isEqualTo(new Command.Arguments(List.of("java", "@.freehold/start")));
        assertThat(web.runtime()).map(runtime -> runtime.name()).contains("java");
        assertThat(tree(web).entries())
                .containsOnlyKeys(
                        ".freehold/app/app.jar", ".freehold/app/app.aot", ".freehold/start");
        assertThat(text(web, ".freehold/start")).contains("\"-XX:AOTCache=.freehold/app/app.aot\"");
    }

    @Test
    void which_java_is_taken_is_said() {
        var source =
                Sources.tree(
                        blobs,
                        "pom.xml",
                        "<project><properties><maven.compiler.release>17</maven.compiler.release></properties></project>",
                        "freehold.toml",
                        "[build]\ncommand = \"exit 3\"\n[services.web]\ncommand = \"java -version\"\n");

        assertThatThrownBy(() -> build(source)).hasMessageContaining("ended with 3");

        assertThat(log)
                .contains("pom.xml asks for Java 17 at least")
                .anyMatch(line -> line.matches("built and run with Java [0-9.]+ of this machine"));
    }

    @Test
    void a_java_program_that_can_not_rehearse_is_only_slower_to_start() throws IOException {
        var output =
                build(
                        Sources.tree(
                                blobs,
                                "Main.java",
                                "public class Main { public static void main(String[] a) { System.exit(3); } }"));

        assertThat(log).anyMatch(line -> line.startsWith("the rehearsal failed"));
        assertThat(text(web(output), ".freehold/start")).doesNotContain("AOTCache");
        assertThat(tree(web(output)).entries()).doesNotContainKey(".freehold/app/app.aot");
    }

    @Test
    void maven_brings_libraries_for_a_jar_that_names_no_main_class() throws IOException {
        var web = web(build(example("java-maven")));

        assertThat(tree(web).entries())
                .containsKeys(".freehold/app/app.jar", ".freehold/app/app.aot")
                .containsKey(".freehold/app/lib/slf4j-api-2.0.17.jar")
                .doesNotContainKey("target/hello-1.0.jar");
        assertThat(text(web, ".freehold/start")).contains("\"com.example.Hello\"");
    }

    /// Its distribution comes from elsewhere: this wrapper does by hand what Gradle would.
    @Test
    void gradles_wrapper_is_called_and_its_jar_found() throws IOException {
        var wrapper =
                """
                echo "called: $*"
                mkdir -p build/libs
                javac -d build/classes src/main/java/Hello.java
                jar --create --file build/libs/hello-plain.jar -C build/classes .
                jar --create --file build/libs/hello.jar --main-class Hello -C build/classes .
                """;
        var source =
                Sources.tree(
                        blobs,
                        "build.gradle.kts",
                        "plugins { application }\n",
                        "gradlew",
                        wrapper,
                        "gradle/wrapper/gradle-wrapper.properties",
                        "distributionUrl=https\\://services.gradle.org/distributions/gradle-9.1.0-bin.zip\n",
                        "src/main/java/Hello.java",
                        "public class Hello { public static void main(String[] a) { System.exit(3); } }");

        var web = web(build(source));

        assertThat(log)
                .contains(
                        "build.gradle.kts is there, and Gradle's wrapper: a Java program, built by Gradle")
                .contains("called: --no-daemon --console=plain assemble");
        assertThat(tree(web).entries())
                .containsKeys(".freehold/app/app.jar", ".freehold/start")
                .doesNotContainKeys("gradlew", "build/libs/hello.jar");
    }

    @Test
    void a_rust_program_runs_without_its_sources() throws IOException {
        var web = web(build(example("rust")));

        assertThat(web.command()).isEqualTo(new Command.Arguments(List.of("bin/hello")));
        assertThat(tree(web).entries()).containsOnlyKeys("bin/hello");
    }

    @Test
    void a_crate_that_has_not_changed_is_not_compiled_again() throws IOException {
        var unheardOf = folder.toString();
        build(workspace(unheardOf));
        log.clear();
        build(workspace(unheardOf + " and more"));

        assertThat(log)
                .anyMatch(line -> line.contains("Compiling desk"))
                .noneMatch(line -> line.contains("Compiling shared"));
    }

    private Tree workspace(String text) {
        return Sources.tree(
                blobs,
                "Cargo.toml",
                "[workspace]\nmembers = [\"desk\", \"shared\"]\nresolver = \"2\"\n",
                "desk/Cargo.toml",
                """
                [package]
                name = "desk"
                edition = "2021"
                [dependencies]
                shared = { path = "../shared" }
                """,
                "desk/src/main.rs",
                "fn main() { println!(\"{}{}\", shared::name(), \"" + text + "\"); }\n",
                "shared/Cargo.toml",
                "[package]\nname = \"shared\"\nedition = \"2021\"\n",
                "shared/src/lib.rs",
                "pub fn name() -> &'static str { \"shared\" }\n");
    }

    @Test
    void what_make_makes_is_served() throws IOException {
        var web = web(build(example("c")));

        assertThat(web.command()).isEqualTo(new Command.Arguments(List.of("./hello")));
        assertThat(tree(web).entries()).containsKey("hello").doesNotContainKey("hello.c");
    }

    @Test
    void of_several_programs_of_make_the_one_named_like_the_project_is_served() throws IOException {
        var makefile = "all: tool shop\ntool shop: x.c\n\t$(CC) -o $@ x.c\n";

        var web = web(build(Sources.tree(blobs, "Makefile", makefile, "x.c", "int main() {}\n")));

        assertThat(web.command()).isEqualTo(new Command.Arguments(List.of("./shop")));
    }

    @Test
    void of_what_cmake_makes_the_one_that_its_project_names_is_served_and_no_test()
            throws IOException {
        var lists =
                """
                project(kiosk C)
                add_executable(kiosk src/x.c)
                add_executable(kiosk_test src/x.c)
                add_executable(tool src/x.c)
                """;

        var web =
                web(
                        build(
                                Sources.tree(
                                        blobs,
                                        "CMakeLists.txt",
                                        "cmake_minimum_required(VERSION 3.5)\n" + lists,
                                        "src/x.c",
                                        "int main() {}\n")));

        assertThat(web.command()).isEqualTo(new Command.Arguments(List.of("./build/kiosk")));
        assertThat(tree(web).entries()).doesNotContainKey("src/x.c");
    }

    @Test
    void a_build_that_leaves_no_program_is_told() {
        var source = Sources.tree(blobs, "Makefile", "all:\n\ttrue\n", "x.c", "");

        assertThatThrownBy(() -> build(source)).hasMessageContaining("made no program");
    }

    private BuildSettings settings() {
        var defaults = BuildSettings.in(folder);
        var folders =
                new BuildSettings.Folders(
                        defaults.folders().builds(),
                        Path.of("target", "caches").toAbsolutePath(),
                        defaults.folders().runtimes());
        return new BuildSettings(
                folders, defaults.limits(), defaults.user(), 1, defaults.environment());
    }

    private Tree example(String name) throws IOException {
        return Sources.folder(blobs, Path.of("..", "examples", name));
    }

    private Output build(Tree source) {
        return builds.build(Sources.request(source), log::add);
    }

    private static Service web(Output output) {
        return Objects.requireNonNull(output.services().get(ServiceName.WEB));
    }

    private Tree tree(Service service) throws IOException {
        return OutputJson.readTree(Files.readAllBytes(blobs.file(service.tree())));
    }

    private Tree.Entry entry(Service service, String path) throws IOException {
        return Objects.requireNonNull(tree(service).entries().get(path));
    }

    private String text(Service service, String path) throws IOException {
        return Files.readString(blobs.file(((Tree.File) entry(service, path)).digest()));
    }
}
