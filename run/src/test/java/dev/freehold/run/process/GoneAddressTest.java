package dev.freehold.run.process;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.run.App;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoneAddressTest {
    private static final int PATIENCE = 2000;

    @TempDir Path folder;

    /// Not by the default route either, to whoever may answer there.
    @Test
    void what_is_sent_to_an_instance_that_is_gone_reaches_nobody() throws IOException {
        try (var ground = Ground.in(folder)) {
            var id = ground.applied(App.hello());
            var instance = ground.provider().start(id, Ground.WEB);
            ground.provider().stop(instance, Duration.ofSeconds(2));

            assertThatThrownBy(() -> connect(instance.address()))
                    .isInstanceOfAny(NoRouteToHostException.class, ConnectException.class);
        }
    }

    private static void connect(InetSocketAddress address) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(address, PATIENCE);
        }
    }
}
