package dev.freehold.run.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.model.ByteSize;
import dev.freehold.model.DeploymentId;
import dev.freehold.model.ServiceName;
import dev.freehold.run.LogFilter;
import dev.freehold.run.LogLevel;
import dev.freehold.run.LogPage;
import dev.freehold.run.LogQuery;
import dev.freehold.run.RequestLine;
import dev.freehold.run.process.InstanceFolder.About;
import dev.freehold.run.process.InstanceFolder.End;
import dev.freehold.run.process.InstanceFolder.Role;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceLogsTest {
    private static final DeploymentId SHOP = new DeploymentId("3f9k2c");
    private static final ServiceName WEB = ServiceName.WEB;
    private static final ServiceName WORKER = new ServiceName("worker");
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOON.plusSeconds(3600), ZoneOffset.UTC);

    @TempDir Path home;
    private InstanceFolders folders;
    private RequestLogs requests;
    private InstanceLogs logs;

    @BeforeEach
    void open() {
        folders = new InstanceFolders(ProcessSettings.in(home));
        requests = new RequestLogs(home.resolve("requests"));
        logs = new InstanceLogs(folders, requests, CLOCK);
    }

    @Test
    void every_line_has_its_deployment_service_instance_time_and_level() throws IOException {
        var web = instance(WEB);
        say(web, 1, "hello\n");

        assertThat(last(10))
                .containsExactly(
                        new LogPage.Line(
                                SHOP,
                                WEB,
                                web.id(),
                                NOON.plusSeconds(1),
                                false,
                                LogLevel.INFO,
                                Optional.empty(),
                                Optional.empty(),
                                "hello"));
    }

    @Test
    void lines_of_several_instances_are_merged_by_time() throws IOException {
        var one = instance(WEB);
        var two = instance(WORKER);
        say(one, 1, "first\n");
        say(two, 2, "second\n");
        say(one, 3, "third\n");

        assertThat(texts(last(10))).containsExactly("first", "second", "third");
        assertThat(texts(last(2))).containsExactly("second", "third");
    }

    @Test
    void a_likely_time_of_its_own_is_kept_and_another_is_not() throws IOException {
        var web = instance(WEB);
        say(web, 10, "2026-01-31T12:00:09.900Z held back\n1999-01-31T12:00:00Z history\n");

        assertThat(last(10))
                .extracting(LogPage.Line::time)
                .containsExactly(NOON.plusMillis(9900), NOON.plusSeconds(10));
    }

    @Test
    void what_nobody_saw_says_until() throws IOException {
        var web = instance(WEB);
        say(web, 1, "seen\n");
        say(web, -60, "unseen\n");

        assertThat(last(10)).extracting(LogPage.Line::until).containsExactly(false, true);
    }

    @Test
    void a_stack_has_the_level_of_its_error_even_where_a_page_begins_within_it()
            throws IOException {
        var web = instance(WEB);
        say(web, 1, "fine\nError: oh no\n    at one (a.js:1)\n");
        var cursor = page(LogFilter.ALL, 10, Optional.empty()).cursor();
        say(web, 2, "    at two (a.js:2)\nfine again\n");

        var all = last(10);
        var rest = page(LogFilter.ALL, 10, Optional.of(cursor)).lines();

        assertThat(levels(all))
                .containsExactly(
                        LogLevel.INFO,
                        LogLevel.ERROR,
                        LogLevel.ERROR,
                        LogLevel.ERROR,
                        LogLevel.INFO);
        assertThat(levels(rest)).containsExactly(LogLevel.ERROR, LogLevel.INFO);
    }

    @Test
    void filters_by_service_instance_level_time_and_text() throws IOException {
        var one = instance(WEB);
        var two = instance(WORKER);
        say(one, 1, "ERROR early\n");
        say(one, 5, "ERROR late\nlate\n");
        say(two, 6, "WARN of the worker\n");

        assertThat(found(LogFilter.ALL.of(WORKER))).containsExactly("WARN of the worker");
        assertThat(found(only(one.id(), null, null, null, null)))
                .containsExactly("ERROR early", "ERROR late", "late");
        assertThat(found(only(null, LogLevel.WARN, null, null, null)))
                .containsExactly("ERROR early", "ERROR late", "WARN of the worker");
        assertThat(found(only(null, null, NOON.plusSeconds(5), null, null)))
                .containsExactly("ERROR late", "late", "WARN of the worker");
        assertThat(found(only(null, null, null, NOON.plusSeconds(5), null)))
                .containsExactly("ERROR early", "ERROR late", "late");
        assertThat(found(only(null, null, null, null, "late")))
                .containsExactly("ERROR late", "late");
    }

    @Test
    void finds_a_line_that_lies_megabytes_before_the_end() throws IOException {
        var web = instance(WEB);
        say(web, 1, "the needle\n");
        say(web, 2, ("hay ".repeat(25) + "\n").repeat(40_000));

        assertThat(found(only(null, null, null, null, "needle"))).containsExactly("the needle");
        assertThat(texts(last(1))).first().asString().startsWith("hay hay");
    }

    @Test
    void begins_at_the_line_of_the_time_and_not_within_one() throws IOException {
        var web = instance(WEB);
        say(web, 1, "one\n");
        say(web, 2, "two\n");
        say(web, 3, "half ");
        say(web, 4, "a line\nfour\n");

        assertThat(found(only(null, null, NOON.plusSeconds(2), null, null)))
                .containsExactly("two", "half a line", "four");
    }

    @Test
    void a_request_is_shown_with_the_lines_that_belong_to_it() throws IOException {
        var web = instance(WEB);
        say(web, 1, "\u001dreq-1,\u001dby the launcher\nnobody's\nsays req-1 itself\n");
        requests.write(List.of(request("req-1", 2, "/a"), request("req-2", 3, "/b")));

        var lines = found(ofRequest("req-1"));

        assertThat(lines)
                .containsExactly(
                        "by the launcher", "says req-1 itself", "GET /a → 200 in 12 ms, 5 bytes");
        assertThat(texts(last(10))).doesNotContain("GET /b → 200 in 12 ms, 5 bytes");
    }

    @Test
    void a_cursor_goes_on_in_every_file_and_in_new_ones() throws IOException {
        var one = instance(WEB);
        say(one, 1, "seen\n");
        requests.write(List.of(request("req-1", 1, "/seen")));
        var filter = ofRequest("");
        var first = page(filter, 10, Optional.empty());
        var two = instance(WEB);
        say(one, 2, "more\n");
        say(two, 3, "of a new one\n");
        requests.write(List.of(request("req-2", 4, "/more")));

        var next = page(filter, 10, Optional.of(first.cursor()));

        assertThat(texts(next.lines()))
                .containsExactly("more", "of a new one", "GET /more → 200 in 12 ms, 5 bytes");
    }

    @Test
    void the_requests_of_a_deployment_are_capped_and_read_on_over_a_rotation() {
        var many =
                java.util.stream.IntStream.range(0, 20_000)
                        .mapToObj(i -> request("r", 1, "/" + "x".repeat(500)));
        requests.write(many.toList());
        long place = requests.file(SHOP).end();
        requests.write(List.of(request("req-2", 2, "/after")));
        requests.write(List.of(request("req-3", 2, "/last")));

        assertThat(new RequestSource(SHOP, requests.file(SHOP)).after(place).lines())
                .extracting(line -> line.request().orElse(""))
                .containsExactly("req-2", "req-3");
        requests.delete(SHOP);
        assertThat(requests.file(SHOP).bytes()).isZero();
    }

    @Test
    void ended_logs_go_by_size_and_age_the_oldest_first() throws IOException {
        var old = ended(instance(WEB), Duration.ofDays(15), 10);
        var large = ended(instance(WEB), Duration.ofDays(4), 5000);
        var third = ended(instance(WEB), Duration.ofDays(3), 600);
        var second = ended(instance(WEB), Duration.ofDays(2), 600);
        var newest = ended(instance(WEB), Duration.ofDays(1), 600);
        var living = instance(WEB);

        retention(2000, 1 << 20).tidy(SHOP);

        assertThat(folders.of(SHOP)).containsExactlyInAnyOrder(third, second, newest, living);
        assertThat(old.path()).doesNotExist();
        assertThat(large.path()).doesNotExist();
    }

    @Test
    void the_last_two_are_spared_however_much_the_living_ones_say() throws IOException {
        ended(instance(WEB), Duration.ofDays(3), 10);
        var second = ended(instance(WEB), Duration.ofDays(2), 10);
        var newest = ended(instance(WEB), Duration.ofDays(1), 10);
        var living = instance(WEB);
        say(living, 1, "x".repeat(1000));

        retention(500, 1 << 20).tidy(SHOP);

        assertThat(folders.of(SHOP)).containsExactly(second, newest, living);
    }

    @Test
    void all_together_stay_below_the_limit_of_all() throws IOException {
        var old = ended(instance(WEB), Duration.ofDays(3), 600);
        var newer = ended(instance(WEB), Duration.ofDays(2), 600);

        var gone = retention(1 << 20, 1000).tidyAll();

        assertThat(folders.all()).containsExactly(newer);
        assertThat(gone.logs()).isEqualTo(1);
        assertThat(gone.bytes()).isGreaterThan(600);
        assertThat(old.path()).doesNotExist();
    }

    private LogRetention retention(long each, long all) {
        var rule = new LogRule(new ByteSize(each), new ByteSize(all), Duration.ofDays(14));
        return new LogRetention(folders, requests, rule, CLOCK);
    }

    private InstanceFolder ended(InstanceFolder folder, Duration ago, int size) throws IOException {
        say(folder, 1, "x".repeat(size));
        folder.write(new End(0, true, "stopped", CLOCK.instant().minus(ago)));
        return folder;
    }

    private static LogFilter only(
            @Nullable String instance,
            @Nullable LogLevel level,
            @Nullable Instant since,
            @Nullable Instant until,
            @Nullable String text) {
        return new LogFilter(
                Optional.empty(),
                Optional.ofNullable(instance),
                Optional.empty(),
                Optional.ofNullable(level),
                Optional.ofNullable(since),
                Optional.ofNullable(until),
                Optional.ofNullable(text),
                false);
    }

    private static LogFilter ofRequest(String id) {
        return new LogFilter(
                Optional.empty(),
                Optional.empty(),
                Optional.of(id),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    private List<String> found(LogFilter filter) {
        return texts(page(filter, 10, Optional.empty()).lines());
    }

    private List<LogPage.Line> last(int lines) {
        return page(LogFilter.ALL, lines, Optional.empty()).lines();
    }

    private LogPage page(LogFilter filter, int lines, Optional<String> after) {
        return logs.page(SHOP, new LogQuery(filter, lines, after));
    }

    private static List<String> texts(List<LogPage.Line> lines) {
        return lines.stream().map(LogPage.Line::text).toList();
    }

    private static List<LogLevel> levels(List<LogPage.Line> lines) {
        return lines.stream().map(LogPage.Line::level).toList();
    }

    private InstanceFolder instance(ServiceName service) {
        var folder = folders.make(SHOP, service, Role.INSTANCE);
        folder.write(About.fresh(SHOP, service, Role.INSTANCE, 3000, NOON));
        return folder;
    }

    private static RequestLine request(String id, int second, String path) {
        return new RequestLine(
                NOON.plusSeconds(second),
                id,
                SHOP,
                WEB,
                "3f9k2c-web-1",
                "GET",
                path,
                200,
                Duration.ofMillis(12),
                5);
    }

    /// As the app writes, and as the sandbox notes the time of it; below zero where it looked again only
    /// after so long.
    private static void say(InstanceFolder folder, int second, String text) throws IOException {
        var log = folder.log().path();
        Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        long time = NOON.plusSeconds(Math.abs(second)).toEpochMilli();
        var mark =
                ByteBuffer.allocate(16).putLong(Files.size(log)).putLong(second < 0 ? -time : time);
        Files.write(
                log.resolveSibling("log.times"),
                mark.array(),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
