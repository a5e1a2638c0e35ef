package dev.freehold.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ToolTest {
    private static final Path SHELL = Path.of("/bin/sh");

    @Test
    void tells_what_a_program_says_and_how_it_ends() {
        var outcome = new Tool(SHELL).attempt("word\n", List.of("-c", "cat; echo end >&2; exit 3"));

        assertThat(outcome).isEqualTo(new Tool.Outcome(3, "word\nend\n"));
    }

    @Test
    @Timeout(20)
    void one_that_never_stops_writing_is_ended() {
        var tool = new Tool(SHELL, Duration.ofMillis(300));
        var mark = "one that hangs, of " + ProcessHandle.current().pid();

        var outcome =
                tool.attempt("", List.of("-c", "while :; do echo on; sleep 0.05; done", mark));

        assertThat(outcome.code()).isEqualTo(124);
        assertThat(outcome.output()).contains("took longer than");
        await().until(() -> Processes.commandLines().stream().noneMatch(it -> it.contains(mark)));
    }
}
