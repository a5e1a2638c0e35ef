package dev.freehold.cli.api;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// The body of a request; may be written again when a request is repeated.
public interface Content {
    Content NONE = bytes(new byte[0]);

    long length();

    void writeTo(OutputStream out) throws IOException;

    static Content json(Object value) {
        return bytes(Json.write(value).getBytes(StandardCharsets.UTF_8));
    }

    static Content bytes(byte[] bytes) {
        return new Content() {
            @Override
            public long length() {
                return bytes.length;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.write(bytes);
            }
        };
    }
}
