package dev.freehold.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CappedLogTest {
    private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");
    private static final Duration LOOK = Duration.ofMillis(200);

    @TempDir Path folder;
    private Path log;
    private CappedLog capped;
    private Instant now = START;

    @BeforeEach
    void begin() throws IOException {
        log = Files.createFile(folder.resolve("log"));
        capped = new CappedLog(log, START);
    }

    @Test
    void a_byte_has_the_time_of_the_first_look_that_saw_it() throws IOException {
        say("one\n");
        var first = look();
        look();
        say("two\n");
        var third = look();

        assertThat(at(0)).isEqualTo(new LogTimes.When(first, Instant.EPOCH, false));
        assertThat(at(3).time()).isEqualTo(first);
        assertThat(at(4)).isEqualTo(new LogTimes.When(third, first, false));
    }

    @Test
    void looks_that_saw_nothing_new_take_no_room() throws IOException {
        say("one\n");
        look();
        look();
        look();

        assertThat(new LogTimes(log).size()).isEqualTo(LogTimes.MARK);
    }

    @Test
    void what_was_written_while_nobody_looked_has_an_until() throws IOException {
        say("one\n");
        var before = look();
        now = now.plus(Duration.ofHours(1));
        say("meanwhile\n");
        capped = new CappedLog(log, START);
        var after = look();
        say("again\n");
        look();

        assertThat(at(4)).isEqualTo(new LogTimes.When(after, before, true));
        assertThat(at(14).until()).isFalse();
    }

    @Test
    void places_go_on_where_the_log_was_rotated() throws IOException {
        say("x".repeat((int) CappedLog.MAX + 1));
        var first = look();
        say("y\n");
        var second = look();

        assertThat(Files.size(log)).isEqualTo(2);
        assertThat(at(CappedLog.MAX).time()).isEqualTo(first);
        assertThat(at(CappedLog.MAX + 1).time()).isEqualTo(second);
    }

    @Test
    void a_log_that_its_app_emptied_begins_anew() throws IOException {
        say("a long line\n");
        look();
        Files.writeString(log, "new\n");
        var second = look();

        assertThat(at(0).time()).isEqualTo(second);
    }

    @Test
    void the_times_never_take_more_room_than_they_may() throws IOException {
        for (int i = 0; i < LogTimes.MOST / LogTimes.MARK + 100; i++) {
            say("x");
            look();
        }

        assertThat(new LogTimes(log).size()).isBetween(LogTimes.MOST / 2L, (long) LogTimes.MOST);
        assertThat(at(Files.size(log) - 1).time()).isEqualTo(now);
        assertThat(Duration.between(at(0).time(), START.plus(LOOK))).isLessThan(LOOK);
    }

    @Test
    void a_mark_that_was_torn_by_a_kill_hides_none_that_follows() throws IOException {
        say("one\n");
        look();
        Files.write(folder.resolve("log.times"), new byte[] {1, 2, 3}, StandardOpenOption.APPEND);
        capped = new CappedLog(log, START);
        say("two\n");
        var second = look();

        assertThat(at(4).time()).isEqualTo(second);
    }

    private Instant look() throws IOException {
        now = now.plus(LOOK);
        capped.look(now);
        return now;
    }

    private LogTimes.When at(long place) throws IOException {
        return new LogTimes(log).read().at(place, Instant.MAX);
    }

    private void say(String text) throws IOException {
        Files.writeString(log, text, StandardOpenOption.APPEND);
    }
}
