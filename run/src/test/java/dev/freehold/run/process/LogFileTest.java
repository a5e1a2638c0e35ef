package dev.freehold.run.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
    @TempDir Path folder;
    private LogFile log;

    @BeforeEach
    void open() {
        log = new LogFile(folder.resolve("log"));
    }

    @Test
    void a_line_of_ours_begins_a_line_and_follows_no_link() throws IOException {
        var secret = Files.writeString(folder.resolve("secret"), "of the host");
        Files.writeString(log.path(), "torn");

        log.append("[freehold] told");
        assertThat(log.path()).hasContent("torn\n[freehold] told\n");
        Files.delete(log.path());
        Files.createSymbolicLink(log.path(), secret);

        assertThatThrownBy(() -> log.append("[freehold] told")).isInstanceOf(IOException.class);
        assertThat(secret).hasContent("of the host");
    }

    @Test
    void a_log_that_is_not_there_has_no_lines() {
        assertThat(log.last(5).lines()).isEmpty();
        assertThat(log.restAfter(0)).isEqualTo(new LogFile.Chunk(java.util.List.of(), 0));
    }

    @Test
    void gives_the_last_lines_and_where_the_next_begin() throws IOException {
        add("one\ntwo\nthree\nfo");

        var last = log.last(2);
        add("ur\n");

        assertThat(last.lines()).containsExactly("two", "three");
        assertThat(log.after(last.next()).lines()).containsExactly("four");
    }

    @Test
    void half_a_line_waits_for_its_end_unless_nothing_more_comes() throws IOException {
        add("one\nha");

        var whole = log.restAfter(0);

        assertThat(log.after(whole.next()).lines()).isEmpty();
        assertThat(whole.lines()).containsExactly("one");
        assertThat(log.restAfter(whole.next()).lines()).containsExactly("ha");
    }

    @Test
    void loses_nothing_when_the_file_is_rotated() throws IOException {
        add("one\n");
        var seen = log.after(0);
        add("two\n");

        rotate(8);
        add("3\n");

        assertThat(log.after(seen.next()).lines()).containsExactly("two", "3");
        assertThat(log.last(5).lines()).containsExactly("one", "two", "3");
    }

    @Test
    void goes_on_where_it_was_though_the_fresh_file_is_longer_than_the_place() throws IOException {
        add("one\ntwo\nthr");
        var seen = log.after(0);

        rotate(7);
        add("ee\nfour, which is longer than all before\n");

        assertThat(log.after(seen.next()).lines())
                .containsExactly("three", "four, which is longer than all before");
    }

    @Test
    void says_how_much_was_rotated_away_unread() throws IOException {
        add("one\ntwo\n");

        rotate(4);

        assertThat(log.after(0).lines())
                .containsExactly("[4 bytes are gone: more was written than is kept]", "two");
    }

    @Test
    void a_file_that_the_app_emptied_is_read_from_its_start() throws IOException {
        add("a long line\n");
        var seen = log.after(0);

        Files.writeString(log.path(), "new\n");

        assertThat(log.after(seen.next()).lines()).containsExactly("new");
    }

    @Test
    void a_line_without_end_is_given_in_pieces() throws IOException {
        add("x".repeat(3 << 20));

        var piece = log.after(0);

        assertThat(piece.lines()).singleElement().asString().hasSize(1 << 20);
        assertThat(piece.next()).isEqualTo(1 << 20);
    }

    private void add(String text) throws IOException {
        Files.writeString(log.path(), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /// As the sandbox does: the last bytes are kept in another file, and how many went is written down.
    private void rotate(int kept) throws IOException {
        var all = Files.readString(log.path());
        Files.writeString(folder.resolve("log.1"), all.substring(all.length() - kept));
        Files.writeString(folder.resolve("log.cut"), Integer.toString(all.length()));
        Files.delete(log.path());
    }
}
