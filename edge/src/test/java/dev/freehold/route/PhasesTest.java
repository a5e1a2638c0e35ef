package dev.freehold.route;

import static dev.freehold.output.Phase.ERROR;
import static dev.freehold.output.Phase.FILESYSTEM;
import static dev.freehold.output.Phase.HIT;
import static dev.freehold.output.Phase.MISS;
import static dev.freehold.output.Phase.RESOURCE;
import static dev.freehold.output.Phase.REWRITE;
import static dev.freehold.output.Phase.START;
import static dev.freehold.route.Rules.route;
import static dev.freehold.route.Rules.site;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PhasesTest {
    @Test
    void rules_of_the_start_come_before_files_and_those_of_the_file_system_after() {
        var rules =
                site("/a.html", "/b.html", "/c.html")
                        .in(START, route("/a.html").to("/b.html"))
                        .in(FILESYSTEM, route("/c.html").to("/b.html"), route("/d").to("/c.html"));

        assertThat(rules.answers("/a.html")).isEqualTo("200 /b.html");
        assertThat(rules.answers("/c.html")).isEqualTo("200 /c.html");
        assertThat(rules.answers("/d")).isEqualTo("200 /c.html");
    }

    @Test
    void without_check_a_destination_that_is_not_there_leaves_the_request_where_it_was() {
        var rules =
                site("/x.html")
                        .in(START, route("/a").to("/nowhere"))
                        .in(FILESYSTEM, route("/a").to("/x.html"), route("/nowhere").status(500));

        assertThat(rules.answers("/a")).isEqualTo("200 /x.html");
    }

    @Test
    void with_check_the_new_path_goes_through_the_file_system_and_the_rules_below() {
        var rules =
                site().functions("/blog/[slug]")
                        .in(FILESYSTEM, route("/news/(.*)").to("/blog/$1").check())
                        .in(REWRITE, route("/blog/(?<slug>[^/]+)").to("/blog/[slug]?slug=$slug"));

        assertThat(rules.answers("/news/one"))
                .isEqualTo("call functions blog/[slug].js /blog/[slug]?slug=one");
        assertThat(rules.answers("/blog/two?a=b"))
                .isEqualTo("call functions blog/[slug].js /blog/[slug]?slug=two&a=b");
    }

    @Test
    void several_checked_rewrites_follow_one_another() {
        var rules =
                site("/c.html")
                        .in(
                                FILESYSTEM,
                                route("/a").to("/b").check(),
                                route("/b").to("/c.html").check());

        assertThat(rules.answers("/a")).isEqualTo("200 /c.html");
    }

    @Test
    void a_continued_change_of_the_path_stays_for_all_later_phases() {
        var rules =
                site().functions("/docs/[page]")
                        .in(START, route("/help/(.*)").to("/docs/$1").goOn().override())
                        .in(REWRITE, route("/docs/([^/]+)").to("/docs/[page]?page=$1"));

        assertThat(rules.answers("/help/start"))
                .isEqualTo("call functions docs/[page].js /docs/[page]?page=start");
    }

    @Test
    void headers_of_the_start_stay_and_hits_add_theirs() {
        var rules =
                site("/a.css", "/b.html")
                        .in(START, route("/(.*)").header("X-Frame-Options", "DENY").goOn())
                        .in(
                                HIT,
                                route("/a\\.css").header("cache-control", "immutable").goOn(),
                                route("/.*").header("x-frame-options", "no").goOn());

        assertThat(rules.answers("/a.css"))
                .isEqualTo("200 /a.css {cache-control=immutable, x-frame-options=DENY}");
        assertThat(rules.answers("/b.html")).isEqualTo("200 /b.html {x-frame-options=DENY}");
        assertThat(rules.answers("/c")).isEqualTo("404 {x-frame-options=DENY}");
    }

    @Test
    void an_important_header_of_a_hit_wins() {
        var rules =
                site("/a.css")
                        .in(START, route("/(.*)").header("cache-control", "no-store").goOn())
                        .in(
                                HIT,
                                route("/a.css")
                                        .header("cache-control", "immutable")
                                        .goOn()
                                        .important());

        assertThat(rules.answers("/a.css")).isEqualTo("200 /a.css {cache-control=immutable}");
    }

    @Test
    void override_forgets_headers_and_status_of_earlier_matches() {
        var rules =
                site("/a.html")
                        .in(
                                START,
                                route("/.*").header("x-first", "1").status(404).goOn(),
                                route("/a.html").goOn().override());

        assertThat(rules.answers("/a.html")).isEqualTo("200 /a.html");
    }

    @Test
    void a_miss_finds_what_a_prefix_hid_and_drops_its_status() {
        var rules =
                site("/favicon.ico")
                        .in(MISS, route("/(?:en|de)/(.*)").to("/$1").status(404).check());

        assertThat(rules.answers("/en/favicon.ico")).isEqualTo("200 /favicon.ico");
        assertThat(rules.answers("/en/other.ico")).isEqualTo("404");
    }

    @Test
    void resources_are_the_last_rewrites_and_the_fallback_comes_after() {
        var rules =
                site("/index.html")
                        .fallback("web")
                        .in(RESOURCE, route("/app/.*").to("/index.html"));

        assertThat(rules.answers("/app/x")).isEqualTo("200 /index.html");
        assertThat(rules.answers("/other?a")).isEqualTo("call web /other?a");
    }

    @Test
    void a_resource_that_checks_reaches_dynamic_routes() {
        var rules =
                site().functions("/p/[id]")
                        .in(REWRITE, route("/p/([^/]+)").to("/p/[id]?id=$1"))
                        .in(RESOURCE, route("/old/(.*)").to("/p/$1").check());

        assertThat(rules.answers("/old/7")).isEqualTo("call functions p/[id].js /p/[id]?id=7");
    }

    @Test
    void the_error_rule_of_the_status_shows_its_page() {
        var rules =
                site("/404.html", "/500.html", "/own/404.html")
                        .in(RESOURCE, route("/gone/.*").status(410), route("/.*").status(404))
                        .in(
                                ERROR,
                                route("/.*").status(404).to("/own/404.html"),
                                route("/.*").status(500).to("/500.html"));

        assertThat(rules.answers("/nothing")).isEqualTo("404 /own/404.html");
        assertThat(rules.answers("/gone/x")).isEqualTo("410");
    }

    @Test
    void without_error_rules_the_usual_file_is_the_page() {
        assertThat(site("/404.html").answers("/nothing")).isEqualTo("404 /404.html");
        assertThat(Rules.line(site("/500.html").router().failed(Request.of("GET", "/"), 502)))
                .isEqualTo("502 /500.html");
        assertThat(site().answers("/nothing")).isEqualTo("404");
    }

    @Test
    void an_error_page_can_be_a_function() {
        var rules = site().functions("/404").in(ERROR, route("/.*").status(404).to("/404"));

        assertThat(rules.answers("/nothing")).isEqualTo("call functions 404.js /404 as 404");
    }

    @Test
    void rules_that_go_round_end() {
        var rules = site().in(MISS, route("/a").to("/b").check(), route("/b").to("/a").check());

        assertThat(rules.answers("/a")).isEqualTo("508");
    }

    @Test
    void assets_of_earlier_deployments_answer_before_what_catches_all() {
        var rules =
                site("/index.html", "/app-a1b2c3d4.js")
                        .earlier("/app-00aa11bb.js")
                        .in(FILESYSTEM, route("/.*").to("/index.html"));

        assertThat(rules.answers("/app-00aa11bb.js")).isEqualTo("200 /app-00aa11bb.js");
        assertThat(rules.answers("/app-a1b2c3d4.js")).isEqualTo("200 /app-a1b2c3d4.js");
        assertThat(rules.answers("/other")).isEqualTo("200 /index.html");
    }
}
