package dev.freehold.edge;

import dev.freehold.route.Decision;
import dev.freehold.route.ResponseHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.util.Optional;

/// What an upstream is asked.
///
/// @param entry the function that its launcher is to call
/// @param origin of another host, where the upstream is none of the deployment's own
record UpstreamCall(
        Decision.Call call,
        ResponseHeaders headers,
        Optional<String> entry,
        Optional<Origin> origin) {

    static UpstreamCall service(Decision.CallService decision) {
        return new UpstreamCall(
                decision.call(), decision.headers(), Optional.empty(), Optional.empty());
    }

    static UpstreamCall function(Decision.CallFunction decision) {
        var entry = Optional.of(decision.function().entry());
        return new UpstreamCall(decision.call(), decision.headers(), entry, Optional.empty());
    }

    Target at(SocketAddress address) {
        return new Target(address, origin);
    }

    RequestOptions options(HttpMethod method) {
        return new RequestOptions().setMethod(method).setURI(call.target());
    }

    /// Where a connection leads: two origins may share an address.
    record Target(SocketAddress address, Optional<Origin> origin) {}

    /// Another host, as a rule's URL names it.
    record Origin(String host, int port, boolean tls) {
        static Origin of(URI url) {
            boolean tls = url.getScheme().equals("https");
            int port = url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80;
            return new Origin(String.valueOf(url.getHost()), port, tls);
        }

        /// As in the header `Host`.
        String authority() {
            return port == (tls ? 443 : 80) ? host : host + ":" + port;
        }
    }
}
