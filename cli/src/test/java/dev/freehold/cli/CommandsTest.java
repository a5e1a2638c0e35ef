package dev.freehold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.cli.terminal.Colours;
import dev.freehold.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandsTest extends LinkedFolder {
    @Test
    void every_command_has_help_with_examples() {
        for (var name : Commands.names()) {
            var printed = line.type(name, "--help");
            assertThat(printed.status()).as(name).isZero();
            assertThat(printed.out()).as(name).contains("freehold " + name, "Examples\n  ");
        }
    }

    @Test
    void an_unknown_word_suggests_the_nearest() {
        var printed = line.type("deplyo");

        assertThat(printed.status()).isEqualTo(64);
        assertThat(printed.err())
                .contains("there is no command \"deplyo\"", "did you mean \"freehold deploy\"?");
        assertThat(line.type("ls", "--jsn").err()).contains("did you mean --json?");
        assertThat(line.type("down", "now").status()).isEqualTo(64);
    }

    @Test
    void a_secret_on_the_line_is_refused_with_advice() {
        var printed = line.type("env", "add", "KEY=secret");

        assertThat(printed.status()).isEqualTo(64);
        assertThat(printed.err()).contains("\"freehold env add KEY\"").doesNotContain("secret");
        assertThat(platform.asked).isEmpty();
    }

    @Test
    void a_secret_is_taken_from_standard_input_without_its_last_line_break() {
        platform.answers.put("PUT /projects/shop/env/preview/KEY", "{}");

        var printed = line.piped("two\nlines\n").type("env", "add", "KEY", "--env", "preview");

        assertThat(printed.status()).isZero();
        assertThat(platform.asked)
                .containsExactly(
                        "PUT /projects/shop/env/preview/KEY {\"value\":\"two\\u000alines\"}");
        assertThat(printed.err()).doesNotContain("two");
    }

    @Test
    void pulled_variables_are_readable_by_the_owner_only() throws IOException {
        platform.answers.put(
                "GET /projects/shop/env/production?reveal=true",
                "{'names':['A','B'],'values':{'A':'1','B':'it is $x'}}");

        line.type("env", "pull");

        var file = folder.resolve(".env");
        assertThat(file).hasContent("A=1\nB='it is $x'");
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(line.type("env", "pull").status()).as("not over an old one").isEqualTo(65);
        assertThat(line.type("env", "pull", "--yes").status()).isZero();
    }

    @Test
    void rm_asks_a_person_and_needs_a_yes_from_a_script() {
        platform.answers.put("GET /projects/shop", "{'name':'shop'}");
        platform.answers.put(
                "DELETE /projects/shop",
                "{'sentence':'root removed shop','trashedUntil':'2026-12-24T00:00:00Z'}");

        assertThat(line.type("rm", "shop").status()).isEqualTo(65);
        var person = new Terminal(true, true, true, Colours.OFF);
        assertThat(
                        new Line(folder, temporary.resolve("data"))
                                .on(person)
                                .piped("n\n")
                                .type("rm", "shop")
                                .status())
                .isEqualTo(130);
        assertThat(platform.asked("DELETE")).isEmpty();
        var printed = line.type("rm", "shop", "--yes");

        assertThat(printed.err())
                .contains(
                        "root removed shop",
                        "\"freehold undo --project shop\" brings it back until 2026-12-24 00:00 UTC");
    }

    @Test
    void run_ends_with_the_commands_own_status() {
        platform.answers.put(
                "POST /projects/shop/run",
                "{'type':'log','text':'seeded'}\n{'type':'exit','code':7}\n");

        var printed = line.type("run", "node", "--version", "--json");

        assertThat(printed.status()).isEqualTo(7);
        assertThat(platform.asked.getFirst())
                .contains("{\"command\":[\"node\",\"--version\",\"--json\"]}");
    }

    @Test
    void a_list_is_a_table_for_people_and_json_for_programs() {
        platform.answers.put(
                "GET /projects",
                "{'projects':[{'name':'shop','url':'http://shop.localhost','production':{'id':'3f9k2c'}}]}");

        assertThat(line.type("ls").out())
                .contains("PROJECT  URL", "shop     http://shop.localhost  3f9k2c");
        assertThat(line.type("ls", "--json").out()).startsWith("{\"projects\":[{\"name\":\"shop\"");
    }

    @Test
    void a_deployment_is_found_by_its_id_or_its_url() {
        platform.answers.put(
                "GET /deployments/3f9k2c",
                "{'id':'3f9k2c','url':'http://shop--3f9k2c.localhost:8080'}");

        assertThat(line.type("inspect", "3f9k2c").out()).contains("3f9k2c");
        assertThat(line.type("open", "http://shop--3f9k2c.localhost:8080/x").out())
                .isEqualTo("http://shop--3f9k2c.localhost:8080\n");
        assertThat(line.type("inspect", "nowhere").status()).isEqualTo(66);
    }

    @Test
    void a_backup_is_whole_or_not_there() throws IOException {
        var file = folder.resolve("monday.freehold");
        var failed =
                line.with("FREEHOLD_PASSPHRASE", "correct horse").type("backup", "monday.freehold");
        assertThat(failed.status()).isEqualTo(66);
        assertThat(file).doesNotExist();
        platform.answers.put("POST /backup", "the archive");

        assertThat(line.type("backup", "monday.freehold").status()).isZero();

        assertThat(file).hasContent("the archive");
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
        assertThat(line.type("backup", "monday.freehold").status())
                .as("never over an old one")
                .isEqualTo(75);
    }

    @Test
    void the_token_goes_to_no_other_address() {
        var printed = line.type("ls", "--api", "http://127.0.0.1:1");

        assertThat(printed.status()).isEqualTo(77);
        assertThat(printed.err()).contains("there is no token for");
        assertThat(line.with("FREEHOLD_TOKEN", "x").type("ls", "--api", "http://example.com").err())
                .contains("unencrypted");
    }

    @Test
    void what_answers_with_something_else_than_json_is_no_platform() {
        platform.answers.put("GET /projects", "<html>It works!</html>");
        platform.answers.put("GET /projects/shop", "<html>It works!</html>");

        assertThat(line.type("ls").status()).isEqualTo(69);
        assertThat(line.type("inspect").err()).contains("what answered is no platform", "--api");
    }

    @Test
    void a_link_that_was_damaged_is_told_by_its_file() throws IOException {
        var link = folder.resolve(".freehold/project.json");
        for (var damaged : List.of("{}", "{", "{\"project\":\"no--name\"}")) {
            Files.writeString(link, damaged);

            var printed = line.type("inspect");

            assertThat(printed.status()).isEqualTo(65);
            assertThat(printed.err()).contains(link.toString(), "remove it");
        }
    }

    @Test
    void a_name_without_a_deployment_follows_production() {
        platform.answers.put("PUT /projects/shop/aliases/shop.example.com", "{}");

        line.type("alias", "add", "shop.example.com");
        line.type("alias", "add", "shop.example.com", "3f9k2c");

        assertThat(platform.asked)
                .containsExactly(
                        "PUT /projects/shop/aliases/shop.example.com {\"follows\":\"production\"}",
                        "PUT /projects/shop/aliases/shop.example.com {\"deployment\":\"3f9k2c\"}");
    }

    @Test
    void down_is_for_this_machine_whatever_address_is_named() {
        line.with("FREEHOLD_API", "http://127.0.0.1:1").with("FREEHOLD_TOKEN", "x").type("down");

        assertThat(platform.asked).containsExactly("POST /shutdown {}");
    }

    @Test
    void an_address_that_is_named_by_an_empty_variable_is_none() {
        platform.answers.put("GET /status", "{'version':'1'}");

        assertThat(line.with("FREEHOLD_API", "").type("status").status()).isZero();
        platform.close();
        line = new Line(folder, temporary.resolve("nowhere")).with("FREEHOLD_API", "");
        assertThat(line.type("status").status()).isEqualTo(3);
    }

    @Test
    void the_own_platform_may_be_named_with_a_slash_at_the_end() {
        platform.answers.put("GET /projects", "{'projects':[]}");

        assertThat(line.type("ls", "--api", platform.url() + "/").status()).isZero();
    }

    @Test
    void up_with_other_ports_than_those_of_the_running_platform_is_refused() {
        assertThat(line.type("up").status()).isZero();
        assertThat(line.type("up", "--bind", "example.com").status()).isEqualTo(64);
        assertThat(line.type("up", "--edge-port", "8080").status()).isZero();

        var printed = line.type("up", "--edge-port", "80");

        assertThat(printed.status()).isEqualTo(75);
        assertThat(printed.err())
                .contains("already runs, on http://localhost:8080", "freehold up --edge-port 80");
    }

    @Test
    void up_with_tls_where_the_running_platform_speaks_none_is_refused() {
        var printed = line.type("up", "--tls-port", "8443");

        assertThat(printed.status()).isEqualTo(75);
        assertThat(printed.err()).contains("freehold up --tls-port 8443");
    }

    @Test
    void trust_prints_the_authority_and_says_where_there_is_none() throws IOException {
        assertThat(line.type("trust", "--print").err()).contains("freehold up --tls-port");

        var file = temporary.resolve("data/certificates/authority.pem");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "its certificate\n");

        assertThat(line.type("trust", "--print").out()).isEqualTo("its certificate\n");
    }

    @Test
    void how_a_deployment_was_made_is_json_where_json_was_asked_for() {
        platform.answers.put("GET /deployments/3f9k2c/log", "built\nstarted\n");

        assertThat(line.type("logs", "3f9k2c", "--build").out()).isEqualTo("built\nstarted\n");
        assertThat(line.type("logs", "3f9k2c", "--build", "--json").out())
                .isEqualTo("{\"deployment\":\"3f9k2c\",\"log\":\"built\\u000astarted\"}\n");
    }

    @Test
    void a_platform_that_died_counts_for_nothing() throws IOException {
        var file = temporary.resolve("data/platform.json");
        Files.writeString(
                file, Files.readString(file).replaceAll("\"pid\":\\d+", "\"pid\":4194305"));

        assertThat(line.type("status").status()).isEqualTo(3);
        assertThat(line.type("status", "--json").out()).isEqualTo("{\"running\":false}\n");
        assertThat(line.type("ls").err()).contains("no platform runs on", "freehold up");
    }

    @Test
    void the_doctor_marks_what_is_missing_and_what_is_not_needed() {
        platform.answers.put(
                "GET /doctor",
                """
                {"checks":[
                {"name":"JDK","ok":true,"needed":true,"explanation":"25","cost":""},
                {"name":"Docker","ok":false,"needed":false,"explanation":"no engine","cost":""},
                {"name":"disk","ok":false,"needed":true,"explanation":"full","cost":"builds fail"}]}
                """);

        var printed = line.type("doctor");

        assertThat(printed.status()).isZero();
        assertThat(printed.out())
                .isEqualToNormalizingNewlines(
                        """
                        ✓ JDK             25
                        – Docker          no engine
                        ✗ disk            full
                                          → builds fail
                        """);
        assertThat(printed.err()).contains("1 thing is missing");
    }

    @Test
    void bash_completes_commands_options_and_words() throws Exception {
        assertThat(completed("freehold", "depl")).containsExactly("deploy");
        assertThat(completed("freehold", "deploy", "--pre")).containsExactly("--preview");
        assertThat(completed("freehold", "env", "pu")).containsExactly("pull");
        assertThat(completed("freehold", "env", "add", "pu")).containsExactly("");
    }

    private List<String> completed(String... words) throws Exception {
        var script =
                line.type("completion", "bash").out()
                        + "COMP_WORDS=("
                        + String.join(" ", words)
                        + "); COMP_CWORD="
                        + (words.length - 1)
                        + "; _freehold; printf '%s\\n' \"${COMPREPLY[@]}\"\n";
        var bash =
                new ProcessBuilder("bash", "--norc", "-s")
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        try (var in = bash.getOutputStream()) {
            in.write(script.getBytes(StandardCharsets.UTF_8));
        }
        return bash.inputReader().lines().toList();
    }
}
