package dev.freehold.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.output.Output;
import dev.freehold.output.Schedule;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a source wants done by the clock, wherever it says so.
class ScheduledTest extends PlannedBuilds {
    private static final String VERCEL =
            "{\"crons\": [{\"path\": \"/api/daily\", \"schedule\": \"0 5 * * *\"}]}";

    @Test
    void the_crons_of_vercel_json_stand_beside_the_schedules_of_freehold_toml() {
        var output =
                build(
                        "index.html",
                        "hello",
                        "vercel.json",
                        VERCEL,
                        "freehold.toml",
                        """
                        [[schedules]]
                        name = "api-daily"
                        cron = "@hourly"
                        path = "/hourly"
                        """);

        assertThat(told(output))
                .containsExactly(
                        "api-daily: @hourly UTC → GET /hourly",
                        "cron-api-daily: 0 5 * * * UTC → GET /api/daily");
        assertThat(output.files()).containsOnlyKeys("/index.html");
    }

    @Test
    void an_output_that_is_ready_has_the_crons_of_its_own_file_only() {
        var output =
                build(
                        ".vercel/output/config.json",
                        "{\"version\": 3, \"crons\": [{\"path\": \"/built\", \"schedule\": \"@daily\"}]}",
                        ".vercel/output/static/index.html",
                        "hello",
                        "vercel.json",
                        VERCEL);

        assertThat(told(output)).containsExactly("built: @daily UTC → GET /built");
    }

    @Test
    void an_expression_that_is_none_fails_before_anything_is_built() {
        var wrong = VERCEL.replace("0 5 * * *", "0 5 * *");

        assertThatThrownBy(() -> build("index.html", "hello", "vercel.json", wrong))
                .hasMessageContaining(
                        "schedule \"api-daily\": \"0 5 * *\" is no cron expression: cron expression contains 4 parts");
        assertThatThrownBy(() -> plan("index.html", "hello", "vercel.json", wrong))
                .hasMessageContaining("is no cron expression");
        assertThatThrownBy(() -> plan("index.html", "hello", "vercel.json", "{crons: []}"))
                .hasMessageContaining("vercel.json is no JSON");
    }

    @Test
    void a_command_needs_something_to_run_beside() {
        var toml = "[[schedules]]\nname = \"clean\"\ncron = \"@daily\"\ncommand = \"./clean\"\n";

        assertThatThrownBy(() -> build("index.html", "hello", "freehold.toml", toml))
                .hasMessageContaining("schedule \"clean\" runs a command, but nothing");
        assertThat(told(build("freehold.toml", toml + "[services.web]\ncommand = \"./serve\"\n")))
                .containsExactly("clean: @daily UTC → ./clean");
    }

    @Test
    void a_hundred_are_enough() {
        var toml = new StringBuilder();
        for (int i = 0; i <= Schedule.MOST; i++) {
            toml.append("[[schedules]]\nname = \"s" + i + "\"\ncron = \"@daily\"\npath = \"/\"\n");
        }

        assertThatThrownBy(() -> plan("index.html", "hello", "freehold.toml", toml.toString()))
                .hasMessageContaining("there are 101 schedules");
    }

    private static List<String> told(Output output) {
        return output.schedules().stream().map(Schedule::told).toList();
    }

    private Output build(String... pathsAndTexts) {
        return builds.build(Sources.request(Sources.tree(blobs, pathsAndTexts)), _ -> {});
    }
}
