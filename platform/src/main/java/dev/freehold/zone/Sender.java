package dev.freehold.zone;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// Sends calls to a provider's API. Safe for concurrent use.
final class Sender {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /// @throws FreeholdException UNAVAILABLE where nobody answers, FORBIDDEN where it is refused
    String send(Call call) {
        try {
            var answer = client.send(request(call), BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw refused(call, answer.statusCode(), answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new FreeholdException(
                    ErrorCode.UNAVAILABLE,
                    "\"" + call.uri().getHost() + "\" could not be asked: " + e.getMessage(),
                    "try again later",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FreeholdException(
                    ErrorCode.CANCELLED, "interrupted while asking " + call.uri().getHost(), "", e);
        }
    }

    private static HttpRequest request(Call call) {
        var request = HttpRequest.newBuilder(call.uri()).timeout(PATIENCE);
        call.headers()
                .forEach((name, value) -> {
                    if (!name.equals("host")) {
                        request.header(name, value);
                    }
                });
        var body =
                call.body().isEmpty()
                        ? BodyPublishers.noBody()
                        : BodyPublishers.ofString(call.body());
        return request.method(call.method(), body).build();
    }

    private static FreeholdException refused(Call call, int status, String body) {
        return new FreeholdException(
                ErrorCode.FORBIDDEN,
                "\"%s\" refused %s with %d: %s"
                        .formatted(
                                call.uri().getHost(),
                                call.method(),
                                status,
                                body.substring(0, Math.min(300, body.length()))),
                "see if the key that the platform has may change the zone");
    }
}
