package dev.freehold.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.run.Provider.LineSink;
import dev.freehold.run.ProviderException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class LinkTest {
    private static final Link.Patience SHORT =
            new Link.Patience(Duration.ofMillis(50), Duration.ofMillis(600));

    @TempDir Path folder;
    private final Workshop workshop = new Workshop();
    private Link near;
    private Link far;
    private Work work;

    /// What one side does for the other.
    public interface Work {
        String join(List<String> words, Optional<String> end);

        void tell(int lines, LineSink sink);

        void whileHeld(Runnable work);

        Place hold(String name);

        void fail(String message);

        void sleep();

        interface Place extends AutoCloseable {
            InetSocketAddress address();

            @Override
            void close();
        }
    }

    @BeforeEach
    void connect() throws IOException {
        var at = UnixDomainSocketAddress.of(folder.resolve("link"));
        try (var door = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(at)) {
            var channel = SocketChannel.open(at);
            far = Link.over(door.accept(), Served.NOTHING.and(Work.class, workshop), SHORT);
            near = Link.over(channel, Served.NOTHING, SHORT);
            work = near.remote(Work.class);
        }
    }

    @AfterEach
    void disconnect() {
        near.close();
        far.close();
    }

    @Test
    void calls_what_the_other_side_does() {
        assertThat(work.join(List.of("a", "b"), Optional.of("!"))).isEqualTo("ab!");
        assertThat(work.join(List.of(), Optional.empty())).isEmpty();
    }

    @Test
    void carries_what_is_longer_than_a_part_while_others_call() {
        var much = "x".repeat(5_000_000);
        var long_ = CompletableFuture.supplyAsync(() -> work.join(List.of(much), Optional.empty()));

        for (int i = 0; i < 100; i++) {
            assertThat(work.join(List.of("" + i), Optional.empty())).isEqualTo("" + i);
        }

        assertThat(long_.join()).isEqualTo(much);
    }

    @Test
    void tells_lines_in_their_order_before_the_answer() {
        var lines = new ArrayList<String>();

        work.tell(5_000, lines::add);

        assertThat(lines).hasSize(5_000).startsWith("0", "1").endsWith("4999");
    }

    @Test
    void a_slow_reader_of_lines_holds_up_nobody_else() throws InterruptedException {
        var first = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var slow =
                CompletableFuture.runAsync(() ->
                        work.tell(
                                5_000,
                                _ -> {
                                    first.countDown();
                                    await(goOn);
                                }));
        first.await();

        assertThat(work.join(List.of("quick"), Optional.empty())).isEqualTo("quick");
        assertThat(workshop.told).isLessThan(1_000);

        goOn.countDown();
        slow.join();
    }

    @Test
    void does_work_while_the_other_side_holds_still() {
        var held = new AtomicBoolean();

        work.whileHeld(() -> held.set(workshop.held.get()));

        assertThat(held).isTrue();
        assertThat(workshop.held).isFalse();
    }

    @Test
    void what_is_held_is_given_back_when_it_is_closed() {
        try (var place = work.hold("web")) {
            assertThat(place.address().getPort()).isEqualTo(3000);
            assertThat(workshop.held).isTrue();
        }

        Awaitility.await().untilFalse(workshop.held);
    }

    @Test
    void what_is_held_is_given_back_when_its_holder_has_gone() {
        work.hold("web");

        near.close();

        Awaitility.await().untilFalse(workshop.held);
    }

    @Test
    void failures_come_as_they_were_thrown() {
        assertThatThrownBy(() -> work.fail("no capacity"))
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        e -> {
                            assertThat(e.kind()).isEqualTo(ProviderException.Kind.CAPACITY);
                            assertThat(e.advice()).contains("wait");
                            assertThat(e).hasMessage("no capacity");
                        });
    }

    @Test
    void what_is_not_served_is_refused() {
        assertThatThrownBy(() -> far.remote(Work.class).sleep())
                .isInstanceOfSatisfying(
                        FreeholdException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    @Test
    void a_call_ends_with_the_connection_and_may_have_been_done() {
        var call = CompletableFuture.runAsync(work::sleep);
        Awaitility.await().untilTrue(workshop.held);

        far.close();

        assertThatThrownBy(call::join)
                .cause()
                .isInstanceOfSatisfying(
                        ProviderException.class, e -> assertThat(e.maybeApplied()).isTrue());
        assertThatThrownBy(work::sleep).isInstanceOf(ProviderException.class);
    }

    @Test
    void who_is_interrupted_interrupts_what_is_done_for_him() throws InterruptedException {
        var caller =
                Thread.ofVirtual()
                        .start(() -> assertThatThrownBy(work::sleep).hasMessageContaining("sleep"));
        Awaitility.await().untilTrue(workshop.held);

        caller.interrupt();
        caller.join();

        Awaitility.await().untilFalse(workshop.held);
        assertThat(work.join(List.of("goes on"), Optional.empty())).isEqualTo("goes on");
    }

    @Test
    void a_side_that_says_nothing_any_more_is_given_up() throws IOException {
        var at = UnixDomainSocketAddress.of(folder.resolve("silent"));
        try (var door = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(at);
                var link = Link.over(SocketChannel.open(at), Served.NOTHING, SHORT);
                var _ = door.accept()) {
            assertThat(link.end()).succeedsWithin(Duration.ofSeconds(5));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Workshop implements Work {
        private final AtomicBoolean held = new AtomicBoolean();
        private volatile int told;

        @Override
        public String join(List<String> words, Optional<String> end) {
            return String.join("", words) + end.orElse("");
        }

        @Override
        public void tell(int lines, LineSink sink) {
            for (int i = 0; i < lines; i++) {
                sink.line(Integer.toString(i));
                told = i;
            }
        }

        @Override
        public void whileHeld(Runnable work) {
            held.set(true);
            work.run();
            held.set(false);
        }

        @Override
        public Place hold(String name) {
            held.set(true);
            return new Place() {
                @Override
                public InetSocketAddress address() {
                    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 3000);
                }

                @Override
                public void close() {
                    held.set(false);
                }
            };
        }

        @Override
        public void fail(String message) {
            throw new ProviderException(
                    ProviderException.Kind.CAPACITY,
                    ProviderException.Scope.ZONE,
                    false,
                    message,
                    "wait",
                    null);
        }

        @Override
        public void sleep() {
            held.set(true);
            try {
                new CountDownLatch(1).await(1, TimeUnit.MINUTES);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } finally {
                held.set(false);
            }
        }
    }
}
