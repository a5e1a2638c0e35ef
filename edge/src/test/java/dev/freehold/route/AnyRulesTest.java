package dev.freehold.route;

import static dev.freehold.route.Rules.route;
import static dev.freehold.route.Rules.site;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.model.FreeholdException;
import dev.freehold.output.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Whatever the rules and whatever the path, there is one decision. A failure names its seed.
@Timeout(60)
class AnyRulesTest {
    private static final List<String> SOURCES =
            List.of(
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
                    "(?:/(a|b))?/b/?",
                    "/a[(]|/b",
                    ".*/bb/.*",
                    "(.*)b\\.c",
                    "/a\\/b");
    private static final List<String> DESTINATIONS =
            List.of(
                    "",
                    "/",
                    "/b",
                    "/a/",
                    "/f?x=$1",
                    "/$1",
                    "$1",
                    "/$x/$2",
                    "/nothing",
                    "/a/$1",
                    "b");
    private static final List<String> SEGMENTS =
            List.of(
                    "a", "b", "c", "A", "aa", "bb", "", ".", "..", "%61", "%2f", "b.c", "x", "ü",
                    "%ff", "/");
    private static final List<Integer> STATUSES = List.of(0, 0, 0, 200, 301, 308, 404, 500);

    @Test
    void decide_any_request() {
        forSeeds(
                2_000,
                random -> {
                    var site = site("/index.html", "/a/index.html", "/b").functions("/f");
                    rules(random).forEach(placed -> site.in(placed.phase(), placed.route()));

                    var decision = site.router().decide(Request.of("GET", path(random)));

                    assertThat(decision).isNotNull();
                    if (decision instanceof Decision.Redirect redirect) {
                        assertThat(redirect.location())
                                .doesNotStartWith("//")
                                .matches("[\\x21-\\x7e]*");
                    }
                });
    }

    @Test
    void answer_or_refuse_any_text_as_a_path() {
        var router = site("/index.html").router();

        forSeeds(
                5_000,
                random ->
                        assertThat(
                                        router.decide(
                                                new Request(
                                                        "GET",
                                                        "h",
                                                        text(random),
                                                        text(random),
                                                        _ -> List.of())))
                                .isNotNull());
    }

    @Test
    void take_any_text_as_an_expression_or_refuse_it_as_invalid() {
        forSeeds(
                5_000,
                random -> {
                    try {
                        site().in(Phase.START, route(text(random)).to("/$1$a?$2"))
                                .router()
                                .decide(Request.of("GET", "/abc/def"));
                    } catch (FreeholdException e) {
                        assertThat(e).hasMessageContaining("no regular expression");
                    }
                });
    }

    /// The table that finds rules by their beginning must find the ones that a plain look would find.
    @Test
    void are_found_by_their_beginning_if_they_match() {
        forSeeds(
                5_000,
                random -> {
                    var source = one(SOURCES, random);
                    var path = Request.of("GET", path(random)).path();

                    if (Pattern.compile(source, false).match(path).isPresent()) {
                        var table = RuleTable.compile(List.of(route(source).route()));
                        assertThat(table.next(path, 0)).as(source + " for " + path).isZero();
                    }
                });
    }

    private record Placed(Phase phase, Rules.RouteUnderTest route) {}

    private static Stream<Placed> rules(Random random) {
        return IntStream.range(0, random.nextInt(12))
                .mapToObj(_ -> new Placed(one(List.of(Phase.values()), random), rule(random)));
    }

    private static Rules.RouteUnderTest rule(Random random) {
        var destination = one(DESTINATIONS, random);
        int status = one(STATUSES, random);
        var rule =
                destination.isEmpty()
                        ? route(one(SOURCES, random))
                        : route(one(SOURCES, random)).to(destination);
        rule = status == 0 ? rule : rule.status(status);
        rule = random.nextBoolean() ? rule : rule.check();
        rule = random.nextBoolean() ? rule : rule.goOn();
        rule = random.nextInt(4) > 0 ? rule : rule.header("Location", "/$1");
        return random.nextInt(4) > 0 ? rule : rule.override();
    }

    private static String path(Random random) {
        return "/"
                + IntStream.range(0, random.nextInt(6))
                        .mapToObj(_ -> one(SEGMENTS, random))
                        .collect(Collectors.joining("/"));
    }

    /// Signs of expressions and paths, and letters from everywhere.
    private static String text(Random random) {
        var signs = "/.*+?()[]{}|^$\\%<>=!:-aAzZ019dwsxpPQEü\u1c80\u212a\u0000\n ";
        return IntStream.range(0, random.nextInt(12))
                .mapToObj(_ ->
                        random.nextInt(10) == 0
                                ? Character.toString(random.nextInt(0xd800))
                                : String.valueOf(signs.charAt(random.nextInt(signs.length()))))
                .collect(Collectors.joining());
    }

    private static <T> T one(List<T> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }

    private static void forSeeds(int count, Consumer<Random> property) {
        long base = System.nanoTime();
        for (long seed = base; seed < base + count; seed++) {
            long started = System.nanoTime();
            try {
                property.accept(new Random(seed));
            } catch (Throwable e) {
                throw new AssertionError("with seed " + seed, e);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - started))
                    .as("time with seed " + seed)
                    .isLessThan(Duration.ofSeconds(5));
        }
    }
}
