package dev.freehold.run.process;

import static dev.freehold.run.process.EarlierPlatform.DEPLOYMENT;
import static dev.freehold.run.process.Ground.WEB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.freehold.run.Instance;
import dev.freehold.run.InstanceState;
import dev.freehold.run.ProviderException;
import dev.freehold.run.process.EarlierPlatform.Kind;
import dev.freehold.run.process.EarlierPlatform.Left;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A platform that starts over the data folder of one that was killed.
class AdoptionTest {
    @TempDir Path folder;
    private Optional<Ground> ground = Optional.empty();

    @AfterEach
    void closeMachine() {
        ground.ifPresent(Ground::close);
    }

    @Test
    void what_lives_is_ready_again_and_can_be_stopped() throws IOException {
        var left = left(Kind.SERVER);

        var adopted = onlyOneOf(platform());

        assertThat(adopted.id()).isEqualTo(left.instance());
        assertThat(adopted.pid()).isEqualTo(left.pid());
        assertThat(adopted.address().getPort()).isEqualTo(left.port());
        assertThat(adopted.state()).isInstanceOf(InstanceState.Ready.class);
        platform().stop(adopted, Duration.ofSeconds(2));
        awaitGone(left.pid());
        assertThat(platform().running(DEPLOYMENT)).isEmpty();
    }

    @Test
    void what_listens_where_it_likes_is_found_there_again_and_starts_at_once_when_it_is_needed()
            throws IOException {
        left(Kind.STUBBORN);
        var adopted = onlyOneOf(platform());
        assertThat(adopted.state()).isInstanceOf(InstanceState.Ready.class);
        assertThat(adopted.address().getPort()).isEqualTo(18457);
        platform().stop(adopted, Duration.ofSeconds(2));
        ground.orElseThrow().close();
        ground = Optional.empty();

        var began = System.nanoTime();
        var fresh = platform().start(DEPLOYMENT, WEB);

        assertThat(fresh.address().getPort()).isEqualTo(18457);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void the_death_of_an_adopted_one_is_noticed() throws IOException {
        left(Kind.SERVER);
        var adopted = onlyOneOf(platform());

        kill(adopted.pid());

        assertThat(platform().ended(adopted).toCompletableFuture())
                .succeedsWithin(Duration.ofSeconds(5))
                .matches(end -> !end.expected());
    }

    @Test
    void an_adopted_worker_that_dies_is_brought_back() throws IOException {
        left(Kind.WORKER);
        var adopted = onlyOneOf(platform());

        kill(adopted.pid());

        var fresh =
                await().until(
                                () -> platform().running(DEPLOYMENT),
                                all -> !all.isEmpty() && !all.getFirst().id().equals(adopted.id()));
        assertThat(fresh).hasSize(1);
    }

    @Test
    void what_nobody_knows_any_more_is_stopped() throws IOException {
        var left = left(Kind.SERVER);
        Files.delete(folder.resolve("deployments").resolve(DEPLOYMENT + ".json"));

        assertThat(platform().find(DEPLOYMENT)).isEmpty();
        awaitGone(left.pid());
        assertThat(folder.resolve("instances")).isEmptyDirectory();
    }

    @Test
    void what_died_meanwhile_is_not_running_and_its_log_is_kept() throws IOException {
        var left = left(Kind.SERVER);
        kill(left.pid());
        awaitGone(left.pid());

        assertThat(platform().running(DEPLOYMENT)).isEmpty();
        assertThat(platform().find(DEPLOYMENT)).isPresent();
        assertThat(folder.resolve("instances").resolve(left.instance()).resolve("log"))
                .content()
                .contains("listening");
    }

    @Test
    void a_damaged_description_keeps_nobody_else_from_running() throws IOException {
        left(Kind.SERVER);
        Files.writeString(folder.resolve("deployments/damaged.json"), "{\"team\":");

        assertThat(onlyOneOf(platform()).state()).isInstanceOf(InstanceState.Ready.class);
    }

    @Test
    void damaged_user_ids_are_found_out_again() throws IOException {
        left(Kind.SERVER);
        var before = Files.readString(folder.resolve("uids.json"));
        Files.writeString(folder.resolve("uids.json"), "{\"owner/sh");

        assertThat(onlyOneOf(platform()).state()).isInstanceOf(InstanceState.Ready.class);

        assertThat(folder.resolve("uids.json")).hasContent(before);
        assertThat(folder.resolve("uids.json.damaged")).hasContent("{\"owner/sh");
    }

    @Test
    void a_half_written_instance_folder_is_cleared() throws IOException {
        Files.createDirectories(folder.resolve("instances/test0000-web-9"));

        assertThat(platform().observe(DEPLOYMENT)).isEmpty();
        assertThat(folder.resolve("instances")).isEmptyDirectory();
    }

    @Test
    void with_secrets_it_starts_more_once_it_was_applied_again() throws IOException {
        var left = left(Kind.SERVER_WITH_SECRET);

        var early =
                catchThrowableOfType(
                        ProviderException.class, () -> platform().start(DEPLOYMENT, WEB));
        assertThat(folder.resolve("instances"))
                .isDirectoryNotContaining(one -> !one.endsWith(left.instance()));
        ground.orElseThrow().applied(Kind.SERVER_WITH_SECRET.app());

        assertThat(early.kind()).isEqualTo(ProviderException.Kind.TRANSIENT);
        assertThat(platform().scale(DEPLOYMENT, WEB, 2)).hasSize(2);
    }

    @Test
    void without_secrets_it_starts_more_by_itself() throws IOException {
        left(Kind.SERVER);

        assertThat(platform().scale(DEPLOYMENT, WEB, 2)).hasSize(2);
    }

    private Left left(Kind kind) throws IOException {
        return EarlierPlatform.over(folder, kind);
    }

    /// The platform that comes after.
    private ProcessProvider platform() throws IOException {
        if (ground.isEmpty()) {
            ground = Optional.of(Ground.in(folder));
        }
        return ground.get().provider();
    }

    private static Instance onlyOneOf(ProcessProvider platform) {
        var running = platform.running(DEPLOYMENT);
        assertThat(running).hasSize(1);
        return running.getFirst();
    }

    /// Whoever is its parent now takes it out of the table of processes.
    private static void awaitGone(long pid) {
        await().until(() -> ProcessHandle.of(pid).isEmpty());
    }

    private static void kill(long pid) {
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }
}
