package dev.freehold.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Spin tries every order in which planner, appliers and clean-up can act: docs/model tells what they are.
class SnapshotsModelTest {
    private static final Path MODEL = Path.of("../docs/model/snapshots.pml").toAbsolutePath();
    private static final Pattern STATES = Pattern.compile("(\\d+) states, stored");
    private static final Pattern ERRORS = Pattern.compile("errors: (\\d+)");
    private static final long LIMIT = 60;

    @TempDir private Path folder;

    @Test
    void
            with_its_guards_no_order_puts_an_older_or_deleted_truth_in_force_and_a_raised_epoch_is_heard()
                    throws Exception {
        translate("-DGUARD=1");

        for (var property :
                List.of("never_goes_back", "never_empty", "never_october", "newest_wins")) {
            assertHolds(property, 200_000);
        }
        assertFails("lower_is_refused");
    }

    @Test
    void without_its_guards_the_outage_of_october_2025_is_found() throws Exception {
        translate("-DGUARD=0");

        for (var property : List.of("never_goes_back", "never_empty", "never_october")) {
            assertFails(property);
        }
    }

    @Test
    void without_the_comparison_alone_an_applier_that_slept_goes_back() throws Exception {
        translate("-DCOMPARE=0");

        assertFails("never_goes_back");
        assertHolds("never_empty", 20_000);
    }

    @Test
    void without_sparing_alone_the_plan_in_force_is_deleted() throws Exception {
        translate("-DSPARE=0");

        assertFails("never_empty");
        assertHolds("never_goes_back", 200_000);
    }

    @Test
    void in_the_old_epoch_a_restored_control_plane_is_refused() throws Exception {
        translate("-DRAISE=0");

        assertHolds("lower_is_refused", 50_000);
        assertFails("newest_wins");
    }

    private void translate(String variant) throws Exception {
        run("spin", "-a", variant, MODEL.toString());
        run("cc", "-O0", "-w", "-o", "pan", "pan.c");
    }

    /// A search that was cut short, or met next to nothing, proves nothing.
    private void assertHolds(String property, int fewestStates) throws Exception {
        var report = check(property);

        assertThat(number(ERRORS, report)).as(report).isZero();
        assertThat(number(STATES, report)).as(report).isGreaterThan(fewestStates);
        assertThat(report).contains("Full statespace search").doesNotContain("max search depth");
    }

    private void assertFails(String property) throws Exception {
        var report = check(property);

        assertThat(number(ERRORS, report)).as(report).isOne();
        assertThat(report).contains("never claim", "(" + property + ")", "assertion violated");
    }

    private String check(String property) throws Exception {
        return run("./pan", "-a", "-m100000", "-w20", "-N", property);
    }

    private static long number(Pattern pattern, String report) {
        return pattern.matcher(report)
                .results()
                .findFirst()
                .map(found -> Long.parseLong(found.group(1)))
                .orElseThrow(() -> new AssertionError("no " + pattern + " in\n" + report));
    }

    private String run(String... command) throws IOException, InterruptedException {
        var said = folder.resolve("said");
        var process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        assertThat(process.waitFor(LIMIT, TimeUnit.SECONDS)).as("ends in time").isTrue();
        var text = Files.readString(said);
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }
}
