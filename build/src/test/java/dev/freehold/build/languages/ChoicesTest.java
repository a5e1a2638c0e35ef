package dev.freehold.build.languages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.build.BlobsInFolder;
import dev.freehold.build.Source;
import dev.freehold.build.Sources;
import dev.freehold.build.tools.Toolchain;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is chosen where a source, or a machine, offers several.
class ChoicesTest {
    private static final String MAIN = "package main\nfunc main() {}\n";
    private static final List<Toolchain> JDKS =
            List.of(jdk("25.0.3"), jdk("21.0.7"), jdk("17.0.15"));

    @TempDir Path folder;

    @Test
    void a_go_program_lies_at_the_root_or_in_cmd() {
        var programs =
                GoSources.programs(
                        source(
                                "go.mod",
                                "module example.com/shop/v2\n",
                                "main.go",
                                MAIN,
                                "cmd/mail/mail.go",
                                MAIN,
                                "cmd/mail/mail_test.go",
                                MAIN,
                                "internal/tool/tool.go",
                                MAIN,
                                "vendor/x/main.go",
                                MAIN,
                                "cmd/gen/gen.go",
                                "//go:build ignore\n\n" + MAIN));

        assertThat(programs).containsOnlyKeys("shop", "mail").containsEntry("shop", "");
    }

    @Test
    void of_several_go_programs_none_of_which_is_the_server_one_has_to_be_named() {
        var source = source("go.mod", "module m\n", "cmd/a/a.go", MAIN, "cmd/b/b.go", MAIN);

        assertThatThrownBy(() -> new Go().detect(source))
                .hasMessageContaining("several Go programs: a, b")
                .satisfies(e ->
                        assertThat(((FreeholdException) e).advice().orElse(""))
                                .contains("command = \"bin/a\""));
    }

    @Test
    void cgo_is_on_only_for_what_needs_it() {
        assertThat(GoSources.needC(source("go.mod", "module m\n", "main.go", MAIN))).isFalse();
        assertThat(GoSources.needC(source("go.mod", "module m\n", "x.go", "import \"C\"\n")))
                .isTrue();
        assertThat(
                        GoSources.needC(
                                source("go.mod", "require github.com/mattn/go-sqlite3 v1.14.0\n")))
                .isTrue();
    }

    @Test
    void maven_asks_for_a_java_at_least_and_gets_the_newest() {
        var pom = "<maven.compiler.release>17</maven.compiler.release>";

        assertThat(JavaVersion.of(source("pom.xml", pom)).choose(JDKS).version())
                .isEqualTo("25.0.3");
        assertThat(JavaVersion.of(source("Main.java", "")).choose(JDKS).version())
                .isEqualTo("25.0.3");
    }

    @Test
    void a_java_that_is_named_is_that_one_or_the_next() {
        assertThat(JavaVersion.of(source(".java-version", "17\n")).choose(JDKS).version())
                .isEqualTo("17.0.15");
        assertThat(JavaVersion.of(source(".java-version", "18\n")).choose(JDKS).version())
                .isEqualTo("21.0.7");
    }

    @Test
    void a_java_newer_than_those_of_this_machine_is_a_missing_tool() {
        var version = JavaVersion.of(source("system.properties", "java.runtime.version=26\n"));

        assertThatThrownBy(() -> version.choose(JDKS))
                .hasMessageContaining("the newest is 25.0.3")
                .satisfies(e ->
                        assertThat(((FreeholdException) e).code())
                                .isEqualTo(ErrorCode.MISSING_TOOL));
    }

    @Test
    void a_gradle_of_before_gets_a_java_that_it_runs_with() {
        assertThat(majors(gradle("8.5-bin"))).containsExactly(21, 17);
        assertThat(majors(gradle("8.14.3-all"))).containsExactly(21, 17);
        assertThat(majors(gradle("9.1.0-bin"))).containsExactly(25, 21, 17);
        assertThat(majors(gradle("10.0-bin"))).containsExactly(25, 21, 17);
        assertThat(gradle("9.4.0-bin").reason()).isEmpty();
    }

    @Test
    void a_gradle_that_runs_with_no_java_of_this_machine_is_told_to_be_made_newer() {
        assertThatThrownBy(() -> gradle("6.9-bin").running(JDKS))
                .hasMessageContaining("brings 6.9, which runs with Java 11 at most")
                .satisfies(e ->
                        assertThat(((FreeholdException) e).advice().orElse(""))
                                .contains("./gradlew wrapper --gradle-version latest"));
    }

    private GradleVersion gradle(String distribution) {
        var text = "distributionUrl=https\\://example.com/gradle-" + distribution + ".zip\n";
        return GradleVersion.ofWrapper(source("gradle/wrapper/gradle-wrapper.properties", text))
                .orElseThrow();
    }

    private static List<Integer> majors(GradleVersion gradle) {
        return gradle.running(JDKS).stream().map(Toolchain::major).toList();
    }

    @Test
    void programs_of_a_cargo_workspace_are_those_of_its_packages() {
        var source =
                source(
                        "Cargo.toml",
                        "[workspace]\nmembers = [\"api\"]\n",
                        "api/Cargo.toml",
                        "[package]\nname = \"api\"\n\n[dependencies]\nname = \"no\"\n",
                        "api/src/main.rs",
                        "",
                        "api/src/bin/tool.rs",
                        "",
                        "shared/Cargo.toml",
                        "[package]\nname = \"shared\"\n",
                        "shared/src/lib.rs",
                        "");

        assertThat(RustProject.of(source).programs()).containsExactly("api", "tool");
    }

    @Test
    void of_several_rust_programs_the_one_that_cargo_would_run_is_served() {
        var named = "[package]\nname = \"shop\"\n";

        assertThat(servedOf(named, "src/main.rs", "", "src/bin/seed.rs", "")).isEqualTo("bin/shop");
        assertThat(
                        servedOf(
                                named + "default-run = \"desk\"\n",
                                "src/main.rs",
                                "",
                                "src/bin/desk/main.rs",
                                "",
                                "src/bin/server.rs",
                                ""))
                .isEqualTo("bin/desk");
        assertThat(servedOf(named, "src/main.rs", "", "src/bin/server.rs", ""))
                .isEqualTo("bin/server");
        assertThat(
                        servedOf(
                                named + "[[bin]]\nname = \"shopd\"\npath = \"src/main.rs\"\n",
                                "src/main.rs",
                                ""))
                .isEqualTo("bin/shopd");
        assertThatThrownBy(() -> servedOf(named, "src/bin/a.rs", "", "src/bin/b.rs", ""))
                .hasMessageContaining("several Rust programs: a, b");
    }

    private String servedOf(String manifest, String... pathsAndTexts) {
        var all = new ArrayList<>(List.of("Cargo.toml", manifest));
        all.addAll(List.of(pathsAndTexts));
        var plan = new Rust().detect(source(all.toArray(String[]::new))).orElseThrow().plan();
        return plan.runs().getFirst().substring("web: ".length());
    }

    private Source source(String... pathsAndTexts) {
        var blobs = new BlobsInFolder(folder.resolve("blobs"));
        return new Source(Sources.tree(blobs, pathsAndTexts), blobs);
    }

    private static Toolchain jdk(String version) {
        return new Toolchain("java", version, Path.of("/jdks", version));
    }
}
