package dev.freehold.run.process;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FirstWordsTest {
    private static final byte[] ANSWER = "HTTP/1.1 200 OK\r\n\r\n".getBytes(US_ASCII);
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1);
    private ServerSocket server;

    @BeforeEach
    void open() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        clock.shutdownNow();
    }

    @Test
    void of_a_web_server_are_http() {
        answering(Duration.ZERO);

        assertThat(FirstWords.of(address())).isEqualTo(FirstWords.HTTP);
    }

    @Test
    void that_come_in_drops_are_none() {
        answering(Duration.ofMillis(400));
        long began = System.nanoTime();

        assertThat(FirstWords.of(address())).isEqualTo(FirstWords.SILENT);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
    }

    private InetSocketAddress address() {
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    /// A byte after each pause.
    private void answering(Duration pause) {
        Thread.startVirtualThread(() -> {
            try {
                var to = server.accept().getOutputStream();
                for (int i = 0; i < ANSWER.length; i++) {
                    var place = i;
                    clock.schedule(
                            () -> say(to, ANSWER[place]),
                            pause.toMillis() * place,
                            TimeUnit.MILLISECONDS);
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    private static void say(OutputStream to, byte one) {
        try {
            to.write(one);
        } catch (IOException _) {
            // Nobody listens any more.
        }
    }
}
