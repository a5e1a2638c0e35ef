package dev.freehold.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.freehold.deploy.CanaryRequest;
import dev.freehold.model.Share;
import io.javalin.http.Context;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a request says of a canary: `{"percent": "5%", "for": "10m", "errors": "2%", "p95": "800ms"}`.
record CanaryBody(
        @Nullable String percent,
        @JsonProperty("for") @Nullable String lasting,
        @Nullable String errors,
        @Nullable String p95) {

    /// Nothing where no share is said: that is for all visitors.
    static Optional<CanaryRequest> of(Context request, Requests requests) {
        return request.contentLength() == 0
                ? Optional.empty()
                : requests.json(request, CanaryBody.class).wanted();
    }

    Optional<CanaryRequest> wanted() {
        return Optional.ofNullable(percent)
                .map(text ->
                        new CanaryRequest(
                                Share.parse(text),
                                Optional.ofNullable(lasting).map(CanaryRequest::time),
                                Optional.ofNullable(errors).map(Share::parse),
                                Optional.ofNullable(p95).map(CanaryRequest::time)));
    }
}
