package dev.freehold.route;

import static dev.freehold.output.Phase.FILESYSTEM;
import static dev.freehold.output.Phase.START;
import static dev.freehold.output.Route.Condition.Kind.COOKIE;
import static dev.freehold.output.Route.Condition.Kind.HEADER;
import static dev.freehold.output.Route.Condition.Kind.HOST;
import static dev.freehold.output.Route.Condition.Kind.QUERY;
import static dev.freehold.route.Rules.asked;
import static dev.freehold.route.Rules.route;
import static dev.freehold.route.Rules.site;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.model.FreeholdException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    # source              ; destination          ; request               ; answer
                    /a                    ; /x.html              ; /a                    ; 200 /x.html
                    /a                    ; /x.html              ; /A                    ; 200 /x.html
                    /a                    ; /x.html              ; /ab                   ; 404
                    ^/a$                  ; /x.html              ; /a                    ; 200 /x.html
                    /a|/b                 ; /x.html              ; /b                    ; 200 /x.html
                    /a|/b                 ; /x.html              ; /bb                   ; 404
                    /a/?                  ; /x.html              ; /a/                   ; 200 /x.html
                    /a/?                  ; /x.html              ; /a                    ; 200 /x.html
                    /ab?                  ; /x.html              ; /a                    ; 200 /x.html
                    /a\\.b                ; /x.html              ; /a.b                  ; 200 /x.html
                    /a\\.b                ; /x.html              ; /axb                  ; 404
                    /((?!api/).*)         ; /x.html              ; /shop                 ; 200 /x.html
                    /((?!api/).*)         ; /x.html              ; /api/shop             ; 404
                    /(?<a_b>.*)           ; /f?x=$a_b            ; /v                    ; call functions f.js /f?x=v
                    /(?<a>[^/]+)/(.*)     ; /f?x=$a&y=$2         ; /v/w                  ; call functions f.js /f?x=v&y=w
                    /(.*)                 ; /f?x=$1              ; /a&y=1                ; call functions f.js /f?x=a%26y%3D1
                    /(.*)                 ; /f?x=$1              ; /v?x=2&z=3            ; call functions f.js /f?x=v&z=3
                    /(.*)                 ; /f?x=$9              ; /v                    ; call functions f.js /f?x=
                    /(.*)                 ; f                    ; /v                    ; call functions f.js /f
                    /(.*)                 ; https://b.example/$1 ; /v?z=3                ; proxy https://b.example/v?z=3
                    /(.*)                 ; $1                   ; /https://evil.example ; 404
                    /([^/]*)/(.*)         ; https://$1.b.example/$2 ; /evil.example%2F/v ; proxy https://evil.example2F.b.example/v
                    """)
    void a_source_matches_the_whole_path_and_fills_its_destination(
            String source, String destination, String request, String answer) {
        var rules = site("/x.html").functions("/f").in(FILESYSTEM, route(source).to(destination));

        assertThat(rules.answers(request)).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # source     | location              | request             | answer
                    /old         | /new                  | /old                | 308 → /new
                    /old         | /new                  | /old?a=b            | 308 → /new?a=b
                    /old         | /new?c=d#e            | /old?a=b            | 308 → /new?c=d&a=b#e
                    /(.*)/       | /$1                   | /a/b/               | 308 → /a/b
                    /(.*)/       | /$1                   | //evil.example/     | 308 → /evil.example
                    /(.*)        | $1                    | /https://evil.example | 308 → /https://evil.example
                    /(.*)        | https://b.example/$1  | /a                  | 308 → https://b.example/a
                    """)
    void a_redirect_keeps_the_query_and_the_host(
            String source, String location, String request, String answer) {
        var rules = site().in(START, route(source).header("Location", location).status(308));

        assertThat(rules.answers(request)).isEqualTo(answer);
    }

    @Test
    void a_redirect_that_continues_takes_the_headers_of_later_rules_along() {
        var rules =
                site("/a")
                        .in(
                                START,
                                route("/(.*)/").header("Location", "/$1").status(308).goOn(),
                                route("/.*").header("x-a", "b").goOn());

        assertThat(rules.answers("/a/")).isEqualTo("308 → /a {x-a=b}");
        assertThat(rules.answers("/a")).isEqualTo("200 /a {x-a=b}");
    }

    @Test
    void a_destination_with_a_redirect_status_is_a_location() {
        var rules = site().in(START, route("/a").to("/b").status(301));

        assertThat(rules.answers("/a?x=y")).isEqualTo("301 → /b?x=y");
    }

    @Test
    void a_status_alone_ends_the_request() {
        var rules =
                site("/secret", "/403.html")
                        .in(START, route("/secret").status(403), route("/ping").status(204));

        assertThat(rules.answers("/secret")).isEqualTo("403 /403.html");
        assertThat(rules.answers("/ping")).isEqualTo("204");
    }

    @Test
    void a_file_can_be_served_with_the_status_of_its_rule() {
        var rules = site("/404.html").in(FILESYSTEM, route("/.*").to("/404.html").status(404));

        assertThat(rules.answers("/nothing")).isEqualTo("404 /404.html");
    }

    @Test
    void case_counts_where_a_rule_says_so() {
        var rules = site("/x.html").in(FILESYSTEM, route("/About").to("/x.html").caseSensitive());

        assertThat(rules.answers("/About")).isEqualTo("200 /x.html");
        assertThat(rules.answers("/about")).isEqualTo("404");
    }

    @Test
    void methods_narrow_a_rule() {
        var rules = site().functions("/f").in(START, route("/a").to("/f").methods("POST", "PUT"));

        assertThat(rules.answers("POST /a")).isEqualTo("call functions f.js /f");
        assertThat(rules.answers("GET /a")).isEqualTo("404");
    }

    @Test
    void conditions_look_at_host_header_cookie_and_query() {
        var rules =
                site("/x.html")
                        .functions("/f")
                        .in(
                                START,
                                route("/h").to("/x.html").has(HOST, "", "shop\\..*"),
                                route("/e")
                                        .to("/f?u=$user")
                                        .has(HEADER, "X-User", "(?<user>[a-z]+)"),
                                route("/c").to("/x.html").has(COOKIE, "beta", "1"),
                                route("/q").to("/f?v=$to").has(QUERY, "to", ""),
                                route("/m").to("/x.html").missing(HEADER, "authorization", ""));

        assertThat(rules.answers(asked("/h", "shop.localhost", Map.of()))).isEqualTo("200 /x.html");
        assertThat(rules.answers(asked("/h", "other.localhost", Map.of()))).isEqualTo("404");
        assertThat(rules.answers(asked("/e", "h", Map.of("x-user", "ann"))))
                .isEqualTo("call functions f.js /f?u=ann");
        assertThat(rules.answers(asked("/e", "h", Map.of("x-user", "4nn")))).isEqualTo("404");
        assertThat(rules.answers(asked("/c", "h", Map.of("cookie", "a=b; beta=1"))))
                .isEqualTo("200 /x.html");
        assertThat(rules.answers("/q?to=a%26b"))
                .isEqualTo("call functions f.js /f?v=a%26b&to=a%26b");
        assertThat(rules.answers(asked("/m", "h", Map.of("authorization", "x")))).isEqualTo("404");
        assertThat(rules.answers("/m")).isEqualTo("200 /x.html");
    }

    @Test
    void an_expression_that_backtracks_without_end_is_given_up() {
        var rules = site().in(START, route("/(?!x)((a|aa)+)+b").status(403));

        assertThat(rules.answers("/" + "a".repeat(200))).isEqualTo("508");
    }

    @Test
    void a_letter_whose_case_the_linear_engine_can_not_fold_does_no_harm() {
        var rules = site("/x.html").in(FILESYSTEM, route("/\\x{1c80}|/\u1c80|/a").to("/x.html"));

        assertThat(rules.answers("/A")).isEqualTo("200 /x.html");
    }

    @Test
    void an_expression_that_no_engine_takes_is_refused_when_it_is_compiled() {
        var rules = site().in(START, route("/(").status(403));

        assertThatThrownBy(rules::router)
                .isInstanceOf(FreeholdException.class)
                .hasMessageContaining("/(");
    }
}
