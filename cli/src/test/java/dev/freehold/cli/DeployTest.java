package dev.freehold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.cli.terminal.Colours;
import dev.freehold.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeployTest {
    @TempDir Path temporary;
    private Path site;
    private StandIn platform;
    private Line line;

    @BeforeEach
    void aSiteOfThreePages() throws IOException {
        site = Files.createDirectories(temporary.resolve("My Site"));
        for (var page : List.of("a", "b", "c")) {
            Files.writeString(site.resolve(page + ".html"), "page " + page);
        }
        platform = StandIn.on(temporary.resolve("data"));
        line = new Line(site, temporary.resolve("data"));
    }

    @AfterEach
    void end() {
        platform.close();
    }

    @Test
    void prints_the_url_alone_on_standard_output() {
        var printed = line.type("deploy");

        assertThat(printed.status()).isZero();
        assertThat(printed.out()).isEqualTo("http://site.localhost:8080\n");
        assertThat(printed.err())
                .contains(
                        "my-site → production",
                        "3 files",
                        "build   building it",
                        "│ npm says hello");
    }

    @Test
    void plain_lines_without_a_terminal_colours_on_one() {
        assertThat(line.type("deploy").err()).doesNotContain("\u001b", "\r");
        var terminal = new Terminal(false, false, true, Colours.ON);
        assertThat(line.on(terminal).type("deploy").err()).contains("\u001b[32m✓\u001b[0m");
        assertThat(line.on(terminal).type("deploy").out()).doesNotContain("\u001b");
    }

    @Test
    void the_file_at_the_top_of_a_workspace_names_the_package_that_is_deployed()
            throws IOException {
        Files.writeString(site.resolve("package.json"), "{\"workspaces\": [\"apps/*\"]}");
        Files.writeString(site.resolve("freehold.toml"), "[build]\nroot = \"apps/shop\"\n");
        Files.createDirectories(site.resolve("apps/shop"));
        Files.writeString(site.resolve("apps/shop/package.json"), "{}");

        var printed = line.type("deploy");

        assertThat(printed.err()).contains("shop → production", "apps/shop of the workspace");
        assertThat(platform.asked("POST /projects/shop/deployments")).isNotEmpty();
        assertThat(line.type("open").err()).doesNotContain("linked to no project");
    }

    @Test
    void links_the_folder_to_its_project() {
        line.type("deploy", "--name", "shop");
        line.type("deploy");

        assertThat(platform.asked("POST"))
                .hasSize(3)
                .allMatch(asked -> asked.startsWith("POST /projects/shop/deployments"));
    }

    @Test
    void sends_what_is_missing_once_and_then_only_what_changed_without_asking() throws IOException {
        Files.writeString(site.resolve("copy.html"), "page a");
        line.type("deploy");
        assertThat(platform.asked("PUT")).hasSize(3);
        platform.asked.clear();

        Files.writeString(site.resolve("b.html"), "another page b");
        var printed = line.type("deploy");

        assertThat(platform.asked).hasSize(2);
        assertThat(platform.asked.getFirst()).startsWith("PUT /blobs/sha256:");
        assertThat(printed.err()).contains("4 files, 32 B, 1 changed", "sent    1 file, 14 B");
    }

    @Test
    void many_small_files_travel_together_and_a_large_one_by_itself() throws IOException {
        for (int i = 0; i < 600; i++) {
            Files.writeString(site.resolve("many-" + i + ".html"), "page " + i);
        }
        Files.write(site.resolve("large.bin"), new byte[200_000]);

        line.type("deploy");

        assertThat(platform.asked("PUT")).hasSize(1);
        assertThat(platform.asked("POST").stream().filter("POST /blobs"::equals)).hasSize(2);
        assertThat(platform.blobs).hasSize(604);
    }

    @Test
    void a_platform_that_lost_everything_gets_everything_again() {
        line.type("deploy");
        platform.blobs.clear();

        assertThat(line.type("deploy").status()).isZero();
        assertThat(platform.blobs).hasSize(3);
    }

    @Test
    void a_failure_is_told_with_its_advice_and_exit_status() {
        platform.events =
                List.of(
                        "{'type':'failed','problem':{'code':'build-failed','detail':'npm ended with 1','advice':'fix it'}}");

        var printed = line.type("deploy");

        assertThat(printed.status()).isEqualTo(10);
        assertThat(printed.out()).isEmpty();
        assertThat(printed.err()).endsWith("error: npm ended with 1\n  → fix it\n");
    }

    @Test
    void a_folder_whose_first_deployment_failed_is_linked_for_who_asks_why() {
        platform.events =
                List.of(
                        "{'type':'accepted','id':'3f9k2c','url':'http://x.localhost'}",
                        "{'type':'failed','problem':{'code':'build-failed','detail':'npm ended with 1'}}");
        platform.answers.put(
                "GET /projects/my-site/deployments", "{'deployments':[{'id':'3f9k2c'}]}");
        platform.answers.put("GET /deployments/3f9k2c/log", "npm: oh no");

        line.type("deploy");

        assertThat(line.type("logs", "--build").out()).isEqualTo("npm: oh no\n");
    }

    @Test
    void an_error_is_json_where_json_was_asked_for() {
        platform.events =
                List.of("{'type':'failed','problem':{'code':'start-failed','detail':'it died'}}");

        assertThat(line.type("deploy", "--json").out())
                .isEqualTo("{\"error\":{\"code\":\"start-failed\",\"detail\":\"it died\"}}\n");
    }

    @Test
    void a_stream_that_breaks_off_is_no_success() {
        platform.events = List.of("{'type':'step','step':'build','text':'building'}");

        var printed = line.type("deploy");

        assertThat(printed.status()).isEqualTo(69);
        assertThat(printed.err()).contains("stopped telling before it was done");
    }

    @Test
    void a_dry_run_tells_the_plan_and_deploys_nothing() {
        platform.answers.put(
                "POST /projects/my-site/plan",
                "{'kind':'static','reasons':['there is an index.html'],'build':[],'runs':[],'routes':['/* → files (3)']}");

        var printed = line.type("deploy", "--dry-run");

        assertThat(printed.out())
                .contains("Detected  static", "there is an index.html", "/* → files (3)");
        assertThat(platform.asked("POST"))
                .allMatch(asked -> asked.startsWith("POST /projects/my-site/plan"));
        assertThat(site.resolve(".freehold")).doesNotExist();
    }

    @Test
    void env_files_stay_here_and_that_is_said() throws IOException {
        Files.writeString(site.resolve(".env"), "SECRET=1");

        assertThat(line.type("deploy").err()).contains("not sent: .env", "freehold env add");
        assertThat(platform.blobs).hasSize(3);
    }

    @Test
    void a_wrong_token_is_told_in_the_platforms_words() throws IOException {
        Files.writeString(temporary.resolve("data/token"), "another");

        var printed = line.type("deploy");

        assertThat(printed.status()).isEqualTo(77);
        assertThat(printed.err()).contains("error: the token is wrong", "→ see the file");
    }

    @Test
    void a_name_that_is_no_host_name_is_refused_before_anything_is_sent() {
        var printed = line.type("deploy", "--name", "my--shop");

        assertThat(printed.status()).isEqualTo(65);
        assertThat(printed.err()).contains("\"my--shop\" can't be a project's name");
        assertThat(platform.asked).isEmpty();
    }

    @Test
    void the_home_folder_and_the_whole_machine_are_deployed_by_nobody_who_does_not_say_so() {
        for (var folder : List.of("/", System.getProperty("user.home"))) {
            var printed = line.type("deploy", folder);

            assertThat(printed.status()).as(folder).isEqualTo(65);
            assertThat(printed.err()).contains("holds far more than an app", "--name NAME");
        }
        assertThat(platform.asked).isEmpty();
    }

    @Test
    void a_cancelled_deployment_is_cancelled_on_the_platform_too() throws Exception {
        platform.endless = true;
        var process = process("deploy");
        var err = process.errorReader();
        for (var said = err.readLine(); !said.contains("read"); said = err.readLine()) {
            assertThat(process.isAlive()).isTrue();
        }
        org.awaitility.Awaitility.await()
                .until(() ->
                        !platform.asked("PUT").isEmpty() && platform.asked("POST").size() == 2);

        new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();

        assertThat(process.waitFor()).isEqualTo(130);
        assertThat(err.lines().toList())
                .contains("Cancelled deployment 3f9k2c: what was live stays live.");
        assertThat(platform.asked("POST /deployments/3f9k2c/cancel")).hasSize(1);
        assertThat(process.inputReader().readLine()).isNull();
    }

    private Process process(String... words) throws IOException {
        var command =
                new java.util.ArrayList<>(
                        List.of(
                                "env",
                                "--default-signal=INT", // ignored by whatever runs behind a shell
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "dev.freehold.cli.Main"));
        command.addAll(List.of(words));
        var process = new ProcessBuilder(command).directory(site.toFile());
        process.environment().put("FREEHOLD_HOME", temporary.resolve("data").toString());
        return process.start();
    }
}
