package dev.freehold.cli.api;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A stream of JSON objects, one a line (`application/x-ndjson`), as they happen.
public final class Events implements Closeable {
    private final BufferedReader lines;

    Events(Transport.Answer answer) {
        lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }

    /// Waits for the next event; empty at the stream's end.
    ///
    /// @throws FreeholdException UNAVAILABLE where the connection broke
    public Optional<JsonObject> next() {
        try {
            var line = lines.readLine();
            while (line != null && line.isBlank()) {
                line = lines.readLine();
            }
            return line == null ? Optional.empty() : Optional.of(Json.readObject(line));
        } catch (IOException | IllegalArgumentException e) {
            throw new FreeholdException(
                    ErrorCode.UNAVAILABLE,
                    "the connection to the platform broke: " + e.getMessage(),
                    "what was begun goes on there: see \"freehold status\" and \"freehold ls\"",
                    e);
        }
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            // Nothing more was wanted from it.
        }
    }
}
