package dev.freehold.cli.api;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Sends one HTTP request and hands out the answer. Safe for concurrent use.
interface Transport {
    Answer send(Call call) throws IOException;

    /// @param path below the platform's address: `/api/v1/status`
    /// @param patience how long the platform may be silent; zero for ever
    record Call(String method, String path, Content content, Duration patience) {}

    /// The caller reads the body to its end and closes it.
    record Answer(int status, InputStream body) implements Closeable {
        String text() throws IOException {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }

        boolean isGood() {
            return status >= 200 && status < 300;
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }
}
