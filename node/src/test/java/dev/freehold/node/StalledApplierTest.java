package dev.freehold.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.model.Revision;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The outage of 20 October 2025 in small, with real processes: one applier is stopped between its check and
/// its write, others apply five newer snapshots, and then it goes on.
@Timeout(60)
class StalledApplierTest {
    private static final Duration POLL = Duration.ofMillis(10);

    @TempDir Path folder;
    private final List<Applier> appliers = new ArrayList<>();

    @AfterEach
    void end() {
        appliers.forEach(Applier::end);
    }

    @Test
    void an_applier_that_slept_between_its_check_and_its_write_changes_nothing() throws Exception {
        var first = applier();
        first.check(1);
        first.write();
        var stalled = applier();
        stalled.check(2);
        stalled.signal("STOP");
        var began = new CountDownLatch(1);
        var polling = new AtomicBoolean(true);
        var seen = CompletableFuture.supplyAsync(() -> poll(began, polling));
        began.await();

        for (long number = 3; number <= 7; number++) {
            first.check(number);
            first.write();
        }
        stalled.signal("CONT");
        stalled.write();

        var last = applier();
        assertThat(last.check(6)).isEqualTo("refused");
        polling.set(false);
        assertThat(seen.get())
                .isSorted()
                .startsWith(new Revision(1, 1))
                .endsWith(new Revision(1, 7))
                .hasSizeGreaterThan(2);
    }

    /// What a node that starts would find, again and again.
    private List<Revision> poll(CountDownLatch began, AtomicBoolean polling) {
        var seen = new ArrayList<Revision>();
        while (polling.get()) {
            seen.add(new SnapshotFolder(folder).load().revision());
            began.countDown();
            LockSupport.parkNanos(POLL.toNanos());
        }
        seen.add(new SnapshotFolder(folder).load().revision());
        return seen;
    }

    private Applier applier() throws IOException {
        var applier = new Applier(folder);
        appliers.add(applier);
        return applier;
    }

    private static final class Applier {
        private final Process process;
        private final BufferedReader said;

        Applier(Path folder) throws IOException {
            process =
                    new ProcessBuilder(
                                    ProcessHandle.current().info().command().orElseThrow(),
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    StalledApplier.class.getName(),
                                    folder.toString())
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            said =
                    new BufferedReader(
                            new InputStreamReader(
                                    process.getInputStream(), StandardCharsets.UTF_8));
        }

        /// What it found: `checked` where it is going to write, or `refused`.
        String check(long number) throws IOException {
            tell(Long.toString(number));
            return said.readLine();
        }

        void write() throws IOException {
            tell("");
            assertThat(said.readLine()).isEqualTo("written");
        }

        private void tell(String line) throws IOException {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        }

        void signal(String name) throws IOException, InterruptedException {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
        }

        void end() {
            process.destroyForcibly();
        }
    }
}
