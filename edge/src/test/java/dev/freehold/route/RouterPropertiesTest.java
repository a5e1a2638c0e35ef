package dev.freehold.route;

import static dev.freehold.route.Rules.route;
import static dev.freehold.route.Rules.site;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.model.FreeholdException;
import dev.freehold.output.Phase;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Whatever the rules and whatever the path, there is one decision, and it leaves nothing behind.
class RouterPropertiesTest {
    record Placed(Phase phase, Rules.RouteUnderTest route) {}

    @Property(tries = 500)
    void any_rules_decide_any_request(
            @ForAll("rules") List<Placed> rules, @ForAll("paths") String path) {
        var site = site("/index.html", "/a/index.html", "/b").functions("/f");
        rules.forEach(placed -> site.in(placed.phase(), placed.route()));

        var decision = site.router().decide(Request.of("GET", path));

        assertThat(decision).isNotNull();
        if (decision instanceof Decision.Redirect redirect) {
            assertThat(redirect.location()).doesNotStartWith("//").matches("[\\x21-\\x7e]*");
        }
    }

    @Property(tries = 500)
    void any_text_is_a_path_that_is_answered_or_refused(@ForAll String text) {
        var request = new Request("GET", "localhost", text, "", _ -> List.of());

        assertThat(site("/index.html").router().decide(request).headers()).isNotNull();
    }

    @Property(tries = 500)
    void any_text_is_an_expression_or_refused_as_invalid(@ForAll String source) {
        try {
            site().in(Phase.START, route(source).to("/$1$a?$2"))
                    .router()
                    .decide(Request.of("GET", "/abc/def"));
        } catch (FreeholdException e) {
            assertThat(e).hasMessageContaining("no regular expression");
        }
    }

    /// The table that finds rules by their beginning must find the ones that a plain look would find.
    @Property(tries = 1000)
    void what_is_found_by_its_beginning_is_what_matches(
            @ForAll("sources") String source, @ForAll("paths") String path) {
        var plain = Request.of("GET", path).path();
        var table = RuleTable.compile(List.of(route(source).route()));

        if (Pattern.compile(source, false).match(plain).isPresent()) {
            assertThat(table.next(plain, 0)).isZero();
        }
    }

    @Provide
    Arbitrary<List<Placed>> rules() {
        var routes =
                Combinators.combine(
                                sources(),
                                destinations(),
                                Arbitraries.of(0, 0, 200, 301, 308, 404, 500),
                                Arbitraries.integers().between(0, 15))
                        .as(RouterPropertiesTest::rule);
        return Combinators.combine(Arbitraries.of(Phase.class), routes)
                .as(Placed::new)
                .list()
                .ofMaxSize(12);
    }

    private static Rules.RouteUnderTest rule(
            String source, String destination, int status, int flags) {
        var rule = destination.isEmpty() ? route(source) : route(source).to(destination);
        rule = status == 0 ? rule : rule.status(status);
        rule = (flags & 1) == 0 ? rule : rule.check();
        rule = (flags & 2) == 0 ? rule : rule.goOn();
        rule = (flags & 4) == 0 ? rule : rule.header("Location", "/$1");
        return (flags & 8) == 0 ? rule : rule.override();
    }

    @Provide
    Arbitrary<String> sources() {
        return Arbitraries.of(
                "/",
                "/a",
                "^/a$",
                "/.*",
                "/(.*)",
                "/a/(.*)",
                "/A/?",
                "/(?<x>[^/]+)/(.*)",
                "/a|/b",
                "/((?!a).*)",
                "/(a|b)/c",
                "/b\\.c",
                "/a/b+",
                "/a/b*",
                "/[ab]/",
                "/a{1,2}/x",
                "(?:/a)?/b",
                "/f",
                "/%61",
                "/a/b/?",
                "/a\\/b");
    }

    @Provide
    Arbitrary<String> destinations() {
        return Arbitraries.of(
                "", "/", "/b", "/a/", "/f?x=$1", "/$1", "$1", "/$x/$2", "/nothing", "/a/$1", "b");
    }

    @Provide
    Arbitrary<String> paths() {
        var segment =
                Arbitraries.of(
                        "a", "b", "c", "A", "aa", "bb", "", ".", "..", "%61", "%2f", "b.c", "x",
                        "ü", "%ff", "/");
        return segment.list().ofMaxSize(5).map(parts -> "/" + String.join("/", parts));
    }
}
