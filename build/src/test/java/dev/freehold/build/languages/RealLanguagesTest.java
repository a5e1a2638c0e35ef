package dev.freehold.build.languages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.build.BlobsInFolder;
import dev.freehold.build.BuildSettings;
import dev.freehold.build.SandboxedBuilds;
import dev.freehold.build.Sources;
import dev.freehold.build.detection.Builders;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.ServiceName;
import dev.freehold.output.Output;
import dev.freehold.output.OutputJson;
import dev.freehold.output.Tree;
import dev.freehold.sandbox.Sandboxes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Builds in the sandbox of this machine, with its Python, PHP and Ruby, whether or not an index can be
/// reached.
class RealLanguagesTest {
    private static final Path EXAMPLES = Path.of("..", "examples");
    private static final String KEPT = "are as before: nothing is installed";
    private static final String WHEEL = "wheels/greeting-1.2-py3-none-any.whl";

    private static final String GEMFILE = "source 'https://rubygems.org'\ngem 'greeting'\n";
    private static final String LOCK =
            """
            GEM
              remote: https://rubygems.org/
              specs:
                greeting (1.2)

            PLATFORMS
              ruby

            DEPENDENCIES
              greeting
            """;

    @TempDir Path folder;
    private final List<String> log = new ArrayList<>();
    private BlobsInFolder blobs;
    private SandboxedBuilds builds;

    @BeforeEach
    void workshop() {
        blobs = new BlobsInFolder(folder.resolve("blobs"));
        builds =
                new SandboxedBuilds(
                        BuildSettings.in(folder),
                        blobs,
                        Sandboxes.forThisHost(folder.resolve("sandbox")),
                        Builders.inOrder());
    }

    @Test
    void wheels_of_the_project_are_installed_once_and_compiled() throws IOException {
        var source = withWheel("app.py", app("1"), "requirements.txt", "greeting==1.2\n");

        var first = tree(build(source));
        assertThat(first.entries())
                .containsKeys(
                        ".venv/bin/python3",
                        ".venv/lib/python3.11/site-packages/greeting.py",
                        ".venv/lib/python3.11/site-packages/__pycache__/greeting.cpython-311.pyc",
                        "__pycache__/app.cpython-311.pyc",
                        ".freehold/serve.py")
                .containsEntry(".venv/bin/python", new Tree.Link("python3"));
        log.clear();
        var second =
                tree(build(withWheel("app.py", app("2"), "requirements.txt", "greeting==1.2\n")));

        assertThat(log).contains("the packages " + KEPT).noneMatch(line -> line.contains("pip3"));
        assertThat(second.entries().keySet()).isEqualTo(first.entries().keySet());
        assertThat(second.entries().get("app.py")).isNotEqualTo(first.entries().get("app.py"));
        assertThat(second.entries().get("__pycache__/app.cpython-311.pyc"))
                .isNotEqualTo(first.entries().get("__pycache__/app.cpython-311.pyc"));
    }

    @Test
    void commands_of_the_user_stand_on_the_ground_of_the_server_beside() throws IOException {
        var source =
                withWheel(
                        "app.py",
                        app("1"),
                        "requirements.txt",
                        "greeting==1.2\n",
                        "freehold.toml",
                        """
                        [build]
                        command = "python3 -c 'import greeting'"
                        [release]
                        command = "python3 -m greeting"
                        [services.worker]
                        command = "python3 -m greeting"
                        """);

        for (int round = 1; round <= 2; round++) {
            log.clear();
            var output = build(source);
            assertThat(output.services().keySet())
                    .extracting(ServiceName::value)
                    .containsExactlyInAnyOrder("web", "worker", "release");
            assertThat(output.services().values())
                    .allMatch(service -> service.environment().containsKey("PYTHONUNBUFFERED"));
            assertThat(log).filteredOn(line -> line.contains("import greeting")).hasSize(1);
        }
        assertThat(log).contains("the packages " + KEPT);
    }

    @Test
    void what_nobody_has_is_told_with_the_folder_for_wheels() {
        var source =
                Sources.tree(
                        blobs,
                        "app.py",
                        app("1"),
                        "requirements.txt",
                        "no-such-package-of-anyone\n");

        assertThatThrownBy(() -> build(source))
                .isInstanceOf(FreeholdException.class)
                .hasMessageContaining("no-such-package-of-anyone")
                .satisfies(e -> {
                    var error = (FreeholdException) e;
                    assertThat(error.code()).isEqualTo(ErrorCode.BUILD_FAILED);
                    assertThat(error.advice().orElse(""))
                            .contains("pip download -d wheels -r requirements.txt");
                });
    }

    @Test
    void a_python_that_this_machine_has_not_is_a_missing_tool() {
        var source = Sources.tree(blobs, "app.py", app("1"), ".python-version", "3.2.1\n");

        assertThatThrownBy(() -> build(source))
                .hasMessageContaining(".python-version asks for Python 3.2.1; this machine has")
                .satisfies(e ->
                        assertThat(((FreeholdException) e).code())
                                .isEqualTo(ErrorCode.MISSING_TOOL));
    }

    @Test
    void files_that_are_no_python_do_not_stop_a_build() throws IOException {
        var source =
                Sources.tree(blobs, "app.py", app("1"), "templates/x.py", "{% if %} print 1\n");

        assertThat(tree(build(source)).entries())
                .containsKeys("templates/x.py", "__pycache__/app.cpython-311.pyc");
        assertThat(log).contains("what could not be compiled is left as it is");
    }

    @Test
    void djangos_static_files_become_files_of_the_site() throws IOException {
        var output = build(Sources.folder(blobs, EXAMPLES.resolve("django")));

        assertThat(output.files()).containsOnlyKeys("/static/pages.css");
        assertThat(output.services()).containsKeys(new ServiceName("release"), ServiceName.WEB);
        log.clear();

        var again = build(Sources.folder(blobs, EXAMPLES.resolve("django")));
        assertThat(log)
                .contains("the packages " + KEPT)
                .anyMatch(line -> line.contains("collect_static"));
        assertThat(again.files()).isEqualTo(output.files());
    }

    @Test
    void composer_installs_once_for_the_same_lock_file() throws IOException {
        var example = Sources.folder(blobs, EXAMPLES.resolve("php"));

        var output = build(example);
        assertThat(tree(output).entries())
                .containsKeys("vendor/autoload.php", ".freehold/router.php", ".freehold/serve.sh");
        assertThat(output.files()).containsOnlyKeys("/style.css");
        log.clear();
        build(example);

        assertThat(log).contains("the packages " + KEPT).noneMatch(line -> line.startsWith("$"));
    }

    @Test
    void what_only_the_app_may_read_is_not_served() throws IOException {
        var output =
                build(
                        Sources.tree(
                                blobs,
                                "index.php",
                                "<?php\n",
                                "style.css",
                                "x",
                                "dump.sql",
                                "x",
                                "config.yml",
                                "x",
                                "vendor/autoload.php",
                                "<?php\n",
                                "vendor/x/readme.html",
                                "x",
                                ".env.example",
                                "x"));

        assertThat(output.files()).containsOnlyKeys("/style.css");
    }

    @Test
    void a_ruby_app_gets_its_gems() throws IOException {
        var output = build(Sources.folder(blobs, EXAMPLES.resolve("sinatra")));

        var web = output.services().get(ServiceName.WEB);
        assertThat(tree(output).entries()).containsKeys("Gemfile.lock", ".freehold/serve.rb");
        assertThat(web.environment().keySet()).containsAnyOf("BUNDLE_PATH", "BUNDLE_PATH__SYSTEM");
        assertThat(log).anyMatch(line -> line.startsWith("$ bundle install"));
    }

    @Test
    void gems_are_kept_also_where_a_build_line_runs_on_them() throws Exception {
        var source =
                withGem(
                        "config.ru",
                        "run nil\n",
                        "freehold.toml",
                        "[build]\ncommand = \"bundle exec greet > words\"\n");

        var first = tree(build(source));
        log.clear();
        var second = tree(build(source));

        assertThat(first.entries())
                .containsKeys("words", "vendor/bundle/ruby/3.1.0/gems/greeting-1.2/bin/greet");
        assertThat(log)
                .contains(
                        "the gems are as before: nothing is installed",
                        "$ bundle exec greet > words")
                .noneMatch(line -> line.contains("bundle install"));
        assertThat(second.entries().keySet()).isEqualTo(first.entries().keySet());
    }

    private Tree withGem(String... pathsAndTexts) throws Exception {
        var gem = packedGem();
        var entries = new TreeMap<>(Sources.tree(blobs, pathsAndTexts).entries());
        entries.putAll(Sources.tree(blobs, "Gemfile", GEMFILE, "Gemfile.lock", LOCK).entries());
        try (var bytes = Files.newInputStream(gem)) {
            entries.put(
                    "vendor/cache/greeting-1.2.gem",
                    new Tree.File(blobs.put(bytes), Files.size(gem), false));
        }
        return new Tree(entries);
    }

    /// One with a program, by this machine's Ruby.
    private Path packedGem() throws Exception {
        var work = Files.createDirectories(folder.resolve("gem"));
        var program = Files.createDirectories(work.resolve("bin")).resolve("greet");
        Files.writeString(program, "#!/usr/bin/env ruby\nputs 'hello'\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(
                work.resolve("greeting.gemspec"),
                "Gem::Specification.new { |s| s.name = 'greeting'; s.version = '1.2'; s.summary = 'x';"
                        + " s.authors = ['x']; s.files = ['bin/greet']; s.executables = ['greet'] }");
        var packing =
                new ProcessBuilder("/usr/bin/gem", "build", "greeting.gemspec")
                        .directory(work.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(work.resolve("log").toFile())
                        .start();
        assertThat(packing.waitFor()).as(Files.readString(work.resolve("log"))).isZero();
        return work.resolve("greeting-1.2.gem");
    }

    private static String app(String text) {
        return "import greeting\ndef app(environ, start_response): return [b'%s']\n"
                .formatted(text);
    }

    /// A wheel is a zip with metadata (PEP 427).
    private Tree withWheel(String... pathsAndTexts) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var files = new TreeMap<String, String>();
        files.put("greeting.py", "WORDS = 'hello'\n");
        var about = "greeting-1.2.dist-info/";
        files.put(about + "METADATA", "Metadata-Version: 2.1\nName: greeting\nVersion: 1.2\n");
        files.put(
                about + "WHEEL",
                "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
        files.put(
                about + "RECORD",
                "greeting.py,,\n"
                        + about
                        + "METADATA,,\n"
                        + about
                        + "WHEEL,,\n"
                        + about
                        + "RECORD,,\n");
        try (var zip = new ZipOutputStream(bytes)) {
            for (var file : files.entrySet()) {
                // The time is part of the bytes, and the same wheel must stay the same.
                var entry = new ZipEntry(file.getKey());
                entry.setTime(1_000_000_000_000L);
                zip.putNextEntry(entry);
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        var entries = new TreeMap<>(Sources.tree(blobs, pathsAndTexts).entries());
        var digest = blobs.put(new ByteArrayInputStream(bytes.toByteArray()));
        entries.put(WHEEL, new Tree.File(digest, bytes.size(), false));
        return new Tree(entries);
    }

    private Output build(Tree source) {
        return builds.build(Sources.request(source, Map.of()), log::add);
    }

    private Tree tree(Output output) throws IOException {
        var digest = output.services().get(ServiceName.WEB).tree();
        return OutputJson.readTree(Files.readAllBytes(blobs.file(digest)));
    }
}
