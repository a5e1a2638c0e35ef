package dev.freehold.build.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.model.ByteSize;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.ServiceName;
import dev.freehold.output.Command;
import dev.freehold.output.Schedule;
import dev.freehold.output.Service;
import dev.freehold.output.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigurationFileTest {
    private static final Path EXAMPLE = Path.of("..", "examples", "freehold.toml");

    @Test
    void the_commented_example_is_read_with_every_key_in_it() throws IOException {
        var configuration = ConfigurationFile.read(Files.readString(EXAMPLE));

        assertThat(configuration.build().root()).contains("apps/web");
        assertThat(configuration.build().install()).contains("npm ci");
        assertThat(configuration.build().command()).contains("npm run build");
        assertThat(configuration.build().output()).contains("dist");
        assertThat(configuration.kind(new ServiceName("mailer"))).isEqualTo(Service.Kind.WORKER);
        assertThat(configuration.release()).contains("node migrate.js");
        assertThat(configuration.volumes()).containsExactly(new Volume("data", "/data"));
        assertThat(configuration.environment()).containsExactly(Map.entry("LOG_LEVEL", "info"));
    }

    @Test
    void the_commented_example_shows_every_setting_of_a_service() throws IOException {
        var web = ConfigurationFile.read(Files.readString(EXAMPLE)).service(ServiceName.WEB);

        assertThat(web.command()).contains("node server.js");
        assertThat(web.kind()).contains(Service.Kind.WEB);
        assertThat(web.health()).contains("/health");
        assertThat(web.resources().memory()).contains(ByteSize.ofMegabytes(512));
        assertThat(web.resources().cpus()).contains(0.5);
        assertThat(web.instances().least()).contains(1);
        assertThat(web.instances().most()).contains(4);
        assertThat(web.instances().concurrency()).contains(100);
        assertThat(web.instances().idle()).contains(Duration.ofMinutes(15));
        assertThat(web.instances().freeze()).contains(Duration.ofSeconds(30));
        assertThat(web.instances().queue()).contains(1000);
    }

    @Test
    void the_commented_example_shows_every_setting_of_a_function() throws IOException {
        var functions = ConfigurationFile.read(Files.readString(EXAMPLE)).functions();

        assertThat(functions)
                .containsExactly(
                        Map.entry(
                                "orders",
                                new FunctionSettings(
                                        "nodejs24.x",
                                        "index.handler",
                                        "orders",
                                        "/orders",
                                        Duration.ofSeconds(10),
                                        ByteSize.ofMegabytes(256),
                                        4)));
    }

    @Test
    void names_every_unknown_key_with_its_line_and_the_nearest_known_one() {
        var wrong =
                """
                [biuld]
                [services.web]
                comand = "node server.js"
                memory = "much"
                [[volumes]]
                name = "data"
                path = "data"
                """;

        assertThatThrownBy(() -> ConfigurationFile.read(wrong))
                .isInstanceOf(FreeholdException.class)
                .hasMessageContaining("line 1: \"biuld\" is unknown; did you mean \"build\"?")
                .hasMessageContaining(
                        "line 3: \"comand\" in [services.web] is unknown; did you mean \"command\"?")
                .hasMessageContaining("line 4: \"memory\" in [services.web] \"much\" is no size")
                .hasMessageContaining("volume \"data\" at \"data\" can't be");
    }

    @Test
    void the_commented_example_shows_every_setting_of_a_schedule() throws IOException {
        var schedules = ConfigurationFile.read(Files.readString(EXAMPLE)).schedules();

        assertThat(schedules)
                .containsExactly(
                        new Schedule(
                                "nightly",
                                "0 3 * * *",
                                ZoneId.of("Europe/Berlin"),
                                new Schedule.Task.Visit("/cron/nightly"),
                                Duration.ofMinutes(10)),
                        new Schedule(
                                "report",
                                "30 6 * * 1-5",
                                ZoneId.of("UTC"),
                                new Schedule.Task.Run(new Command.Line("node report.js")),
                                Duration.ofMinutes(5)));
    }

    @Test
    void everything_that_is_wrong_with_schedules_is_told_with_its_line() {
        var wrong =
                """
                [[schedules]]
                name = "a"
                cron = "0 25 * * *"
                path = "/a"
                [[schedules]]
                name = "a"
                cron = "@daily"
                timezone = "Berlin"
                path = "a"
                [[schedules]]
                name = "B"
                cron = "@daily"
                path = "/b"
                command = "node b.js"
                [[schedules]]
                name = "B"
                cron = "@daily"
                path = "/b"
                timeout = "48h"
                """;

        assertThatThrownBy(() -> ConfigurationFile.read(wrong))
                .hasMessageContaining(
                        "line 3: \"cron\" in [schedules] schedule \"a\": \"0 25 * * *\" is no cron expression: value 25 not in range [0, 23] (write minute")
                .hasMessageContaining(
                        "line 8: \"timezone\" in [schedules] \"Berlin\" is no time zone")
                .hasMessageContaining("line 9: \"path\" in [schedules] \"a\" is no path")
                .hasMessageContaining("line 6: \"name\" in [schedules] is \"a\" again")
                .hasMessageContaining(
                        "line 13: \"path\" in [schedules] must say what is done: either")
                .hasMessageContaining(
                        "line 16: \"name\" in [schedules] \"B\" can't be a schedule's name");
    }

    @Test
    void says_where_it_is_no_toml() {
        assertThatThrownBy(
                        () -> ConfigurationFile.read("[services.web]\ncommand = node server.js\n"))
                .hasMessageContaining("freehold.toml has")
                .hasMessageContaining("line 2");
    }

    @Test
    void a_wrong_type_is_told_with_the_right_one() {
        var wrong = "[services.web]\ncommand = 5\ninstances = \"two\"\n";

        assertThatThrownBy(() -> ConfigurationFile.read(wrong))
                .hasMessageContaining("\"command\" in [services.web] must be a text in quotes")
                .hasMessageContaining("\"instances\" in [services.web] must be a whole number");
    }

    @Test
    void a_number_beyond_all_measure_is_told_with_its_line() {
        assertThatThrownBy(
                        () -> ConfigurationFile.read("[services.web]\ninstances = 99999999999\n"))
                .hasMessageContaining(
                        "line 2: \"instances\" in [services.web] must be between 0 and");
    }

    @Test
    void an_output_folder_outside_of_the_project_is_refused() {
        assertThatThrownBy(() -> ConfigurationFile.read("[build]\noutput = \"../../etc\"\n"))
                .hasMessageContaining("outside");
    }

    @Test
    void a_procfile_names_processes_and_the_file_wins_over_it() {
        var procfile =
                Procfile.read(
                        "# comment\nweb: node a.js\nclock: node c.js\n\nrelease: node m.js\n");

        var configuration =
                ConfigurationFile.read("[services.web]\ncommand = \"node b.js\"\n").and(procfile);

        assertThat(configuration.service(ServiceName.WEB).command()).contains("node b.js");
        assertThat(configuration.service(new ServiceName("clock")).command()).contains("node c.js");
        assertThat(configuration.release()).contains("node m.js");
    }

    @Test
    void a_procfile_line_that_is_none_is_named() {
        assertThatThrownBy(() -> Procfile.read("web: node a.js\nwhat is this\n"))
                .hasMessageContaining("line 2 of the Procfile is \"what is this\"");
        assertThatThrownBy(() -> Procfile.read("web: a\nweb: b\n")).hasMessageContaining("again");
    }
}
