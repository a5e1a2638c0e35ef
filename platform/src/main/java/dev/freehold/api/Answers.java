package dev.freehold.api;

import dev.freehold.store.Json;
import io.javalin.http.Context;

/// How answers are sent.
final class Answers {
    private Answers() {}

    static void json(Context request, Object value) {
        request.contentType("application/json").result(Json.bytes(value));
    }

    static void nothing(Context request) {
        request.status(204);
    }
}
