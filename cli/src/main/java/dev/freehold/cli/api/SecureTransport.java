package dev.freehold.cli.api;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;

/// HTTPS for a platform elsewhere, by the JDK's own client: its 50 ms don't count on such a way.
final class SecureTransport implements Transport {
    private static final int CONNECT_MILLIS = 10_000;

    private final String address;
    private final String token;

    SecureTransport(String address, String token) {
        this.address = address;
        this.token = token;
    }

    @Override
    public Answer send(Call call) throws IOException {
        var url = URI.create(address + call.path()).toURL();
        var connection = (HttpURLConnection) url.openConnection();
        connection.setRequestMethod(call.method());
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout((int) call.patience().toMillis());
        connection.setRequestProperty("Authorization", "Bearer " + token);
        connection.setRequestProperty("Accept", "application/json");
        if (!call.method().equals("GET")) {
            sendBody(call, connection);
        }
        int status = connection.getResponseCode();
        var body = status < 400 ? connection.getInputStream() : connection.getErrorStream();
        return new Answer(status, body == null ? InputStream.nullInputStream() : body);
    }

    private static void sendBody(Call call, HttpURLConnection connection) throws IOException {
        connection.setRequestProperty(
                "Content-Type",
                call.method().equals("PUT") ? "application/octet-stream" : "application/json");
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(call.content().length());
        try (var out = connection.getOutputStream()) {
            call.content().writeTo(out);
        }
    }
}
