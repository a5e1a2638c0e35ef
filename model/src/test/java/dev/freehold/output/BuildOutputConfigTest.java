package dev.freehold.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.model.FreeholdException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BuildOutputConfigTest {
    @Test
    void reads_rules_into_their_phases() {
        var config =
                read(
                        """
                        {"version": 3, "routes": [
                          {"src": "/old", "status": 308, "headers": {"Location": "/new"}},
                          {"handle": "filesystem"},
                          {"src": "^/blog/([^/]+)$", "dest": "/blog/[slug]?slug=$1", "check": true},
                          {"handle": "hit"},
                          {"src": "/assets/.*", "headers": {"cache-control": "public"}, "continue": true}
                        ]}
                        """);

        var routes = config.routes();
        assertThat(routes.in(Phase.START))
                .singleElement()
                .satisfies(route -> assertThat(route.status()).contains(308));
        assertThat(routes.in(Phase.FILESYSTEM))
                .singleElement()
                .satisfies(route -> assertThat(route.check()).isTrue());
        assertThat(routes.in(Phase.HIT))
                .singleElement()
                .satisfies(route -> assertThat(route.next()).isEqualTo(Route.Next.CONTINUE));
        assertThat(routes.in(Phase.ERROR)).isEmpty();
    }

    @Test
    void reads_conditions_and_turns_comparisons_into_expressions() {
        var config =
                read(
                        """
                        {"version": 3, "routes": [{"src": "/", "dest": "/beta",
                          "has": [{"type": "host", "value": "beta.example"}, {"type": "header", "key": "x-a", "value": {"pre": "a.b"}}],
                          "missing": [{"type": "cookie", "key": "out"}]}]}
                        """);

        var route = config.routes().in(Phase.START).getFirst();
        assertThat(route.has())
                .containsExactly(
                        new Route.Condition(
                                Route.Condition.Kind.HOST, "", Optional.of("beta.example")),
                        new Route.Condition(
                                Route.Condition.Kind.HEADER, "x-a", Optional.of("\\Qa.b\\E.*")));
        assertThat(route.missing())
                .containsExactly(
                        new Route.Condition(Route.Condition.Kind.COOKIE, "out", Optional.empty()));
    }

    @Test
    void reads_what_is_said_about_files() {
        var config =
                read(
                        """
                        {"version": 3, "overrides": {
                          "index.html": {"path": ""}, "feed": {"contentType": "application/rss+xml"}}}
                        """);

        assertThat(config.overrides())
                .isEqualTo(
                        Map.of(
                                "index.html",
                                new BuildOutputConfig.Override(Optional.of(""), Optional.empty()),
                                "feed",
                                new BuildOutputConfig.Override(
                                        Optional.empty(), Optional.of("application/rss+xml"))));
    }

    @Test
    void says_what_it_leaves_out() {
        var config = read("{\"version\": 3, \"images\": {\"sizes\": [1]}, \"new\": 1}");

        assertThat(config.leftOut())
                .containsExactlyInAnyOrder(
                        "images are served as they are, not resized",
                        "\"new\" of config.json is not known");
    }

    @Test
    void names_the_place_of_what_is_wrong() {
        assertWrong("{\"version\": 2}", "version 2");
        assertWrong("{}", "version none");
        assertWrong("[1]", "config.json must be an object");
        assertWrong("{\"version\": 3,", "config.json is no JSON");
        assertWrong(
                "{\"version\": 3, \"routes\": [{\"handle\": \"hot\"}]}",
                "config.json: routes[0].handle is \"hot\"");
        assertWrong(
                "{\"version\": 3, \"routes\": [{\"handle\": \"hit\"}, {\"handle\": \"hit\"}]}",
                "routes[1].handle");
        assertWrong(
                "{\"version\": 3, \"routes\": [{\"dest\": \"/\"}]}", "routes[0].src is missing");
        assertWrong(
                "{\"version\": 3, \"routes\": [{\"src\": \"/\", \"status\": 999}]}",
                "routes[0].status is 999");
        assertWrong("{\"version\": 3, \"routes\": {}}", "config.json: routes must be a list");
        assertWrong(
                "{\"version\": 3, \"routes\": [{\"src\": \"/\", \"middlewarePath\": \"m\"}]}",
                "edge middleware");
    }

    @Test
    void what_it_writes_it_reads_again() {
        var written =
                read(
                        """
                        {"version": 3, "routes": [
                          {"src": "/a", "dest": "/b", "methods": ["GET"], "important": true,
                           "has": [{"type": "query", "key": "q", "value": "1"}]},
                          {"handle": "error"},
                          {"src": "/.*", "status": 404, "dest": "/404.html", "caseSensitive": true}
                        ]}
                        """);

        var again =
                BuildOutputConfig.read(
                        BuildOutputWriter.config(Output.ofFiles(Map.of(), written.routes())));

        assertThat(again.routes()).isEqualTo(written.routes());
    }

    @Test
    void crons_are_visits_by_utc_named_after_their_paths() {
        var crons =
                read("""
                {"version": 3, "crons": [
                  {"path": "/api/cron/daily?full=1", "schedule": "0 5 * * *"},
                  {"path": "/api/cron/daily-full-1", "schedule": "*/5 * * * *"},
                  {"path": "/", "schedule": "@hourly"}
                ]}
                """)
                        .schedules();

        assertThat(crons)
                .extracting(Schedule::told)
                .containsExactly(
                        "api-cron-daily-full-1: 0 5 * * * UTC → GET /api/cron/daily?full=1",
                        "api-cron-daily-full-1-2: */5 * * * * UTC → GET /api/cron/daily-full-1",
                        "home: @hourly UTC → GET /");
        var written = BuildOutputWriter.config(Output.ofFiles(Map.of(), Routes.NONE).with(crons));
        assertThat(BuildOutputConfig.read(written).schedules()).isEqualTo(crons);
    }

    @Test
    void a_cron_that_can_not_be_is_refused_with_its_place() {
        assertWrong(
                "{\"version\": 3, \"crons\": [{\"path\": \"/a\"}]}",
                "crons[0].schedule is missing");
        assertWrong("{\"version\": 3, \"crons\": [7]}", "crons[0] is 7 and must be an object");
        assertWrong(
                "{\"version\": 3, \"crons\": [{\"path\": \"a b\", \"schedule\": \"@daily\"}]}",
                "\"a b\" is no path");
    }

    @Test
    void reads_a_function() {
        var function =
                FunctionConfig.read(
                        """
                        {"runtime": "nodejs22.x", "handler": "index.js", "launcherType": "Nodejs", "shouldAddHelpers": true,
                         "environment": {"A": "1"}, "filePathMap": {"lib.js": "src/lib.js"}, "somethingNew": {}}
                        """
                                .getBytes(StandardCharsets.UTF_8),
                        "api.func/.vc-config.json");

        assertThat(function.isNode()).isTrue();
        assertThat(function.helpers()).isTrue();
        assertThat(function.filePathMap()).containsEntry("lib.js", "src/lib.js");
    }

    private static BuildOutputConfig read(String json) {
        return BuildOutputConfig.read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertWrong(String json, String said) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(FreeholdException.class)
                .hasMessageContaining(said);
    }
}
