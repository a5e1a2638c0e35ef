package dev.freehold.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.model.Blobs;
import dev.freehold.model.Digest;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputsTest {
    private static final Output EMPTY = Output.ofFiles(Map.of(), Routes.NONE);

    @TempDir Path folder;

    @Test
    void reads_from_content_what_it_has_not_seen() {
        var outputs = new Outputs(new Folder(folder));

        assertThat(outputs.output(kept(EMPTY))).isEqualTo(EMPTY);
    }

    @Test
    void what_was_just_built_is_not_read_again() throws IOException {
        var outputs = new Outputs(new Folder(folder));
        var built = OutputJson.readOutput(OutputJson.write(EMPTY));
        var digest = kept(built);

        outputs.learn(digest, built);
        Files.delete(new Folder(folder).file(digest));
        System.gc();

        assertThat(outputs.output(digest)).isSameAs(built);
    }

    @Test
    void content_that_is_no_output_is_refused() {
        var outputs = new Outputs(new Folder(folder));
        var text = kept("[]".getBytes(UTF_8));

        assertThatThrownBy(() -> outputs.output(text))
                .isInstanceOfSatisfying(
                        FreeholdException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID));
    }

    @Test
    void an_output_that_was_written_before_there_were_schedules_has_none() {
        var text = new String(OutputJson.write(EMPTY), UTF_8);
        assertThat(text).contains(",\"schedules\":[]");

        var old = OutputJson.readOutput(text.replace(",\"schedules\":[]", "").getBytes(UTF_8));

        assertThat(old).isEqualTo(EMPTY);
    }

    @Test
    void schedules_are_read_as_they_were_written() {
        var visit =
                new Schedule(
                        "visit",
                        "0 3 * * *",
                        ZoneId.of("Europe/Berlin"),
                        new Schedule.Task.Visit("/cron"),
                        Duration.ofSeconds(90));
        var run =
                new Schedule(
                        "run",
                        "@hourly",
                        Schedule.USUAL_ZONE,
                        new Schedule.Task.Run(new Command.Line("echo a && echo b")),
                        Schedule.USUAL_LIMIT);
        var output = EMPTY.with(List.of(visit, run));

        assertThat(OutputJson.readOutput(OutputJson.write(output))).isEqualTo(output);
    }

    private Digest kept(Output output) {
        return kept(OutputJson.write(output));
    }

    private Digest kept(byte[] content) {
        var digest = Digest.sha256(content);
        try {
            Files.write(new Folder(folder).file(digest), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return digest;
    }

    private record Folder(Path path) implements Blobs {
        @Override
        public boolean has(Digest digest) {
            return Files.exists(file(digest));
        }

        @Override
        public Path file(Digest digest) {
            return path.resolve(digest.hex());
        }

        @Override
        public Digest put(InputStream content) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Digest take(Path file) {
            throw new UnsupportedOperationException();
        }
    }
}
