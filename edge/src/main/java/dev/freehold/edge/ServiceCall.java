package dev.freehold.edge;

import dev.freehold.model.ServiceName;
import dev.freehold.route.Decision;
import dev.freehold.route.ResponseHeaders;
import java.util.Optional;

/// What a service is asked.
///
/// @param entry the function that its launcher is to call
record ServiceCall(
        ServiceName service, Optional<String> entry, Decision.Call call, ResponseHeaders headers) {}
