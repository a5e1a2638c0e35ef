package dev.freehold.api;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.Secret;
import dev.freehold.store.Access;
import dev.freehold.store.Caller;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.net.URI;
import java.util.Set;

/// Stands before every request: the `Host` must be ours (a page elsewhere may have bound its name to
/// this address), the `Origin`, where there is one, as well, and the token must be valid.
final class Guard implements Handler {
    private static final String CALLER = "caller";
    private static final String BEARER = "Bearer ";
    private static final String SESSION_TOKEN = "X-Amz-Security-Token";
    private static final Set<String> OPEN =
            Set.of("/api/v1/openapi.json", "/api/v1/health", "/health", "/openapi.json");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Settings settings;
    private final Access access;

    Guard(Settings settings, Access access) {
        this.settings = settings;
        this.access = access;
    }

    @Override
    public void handle(Context request) {
        checkHost(request);
        checkOrigin(request);
        if (!OPEN.contains(request.path())) {
            request.attribute(CALLER, access.caller(token(request)));
        }
    }

    /// Whose request it is.
    static Caller caller(Context request) {
        Caller caller = request.attribute(CALLER);
        if (caller == null) {
            throw unauthorized();
        }
        return caller;
    }

    private void checkHost(Context request) {
        var host = request.host();
        if (host == null || !isOurs(host.replaceFirst(":\\d+$", ""))) {
            throw new FreeholdException(
                    ErrorCode.FORBIDDEN,
                    "the API is not known as \"" + host + "\"",
                    "ask it as localhost or 127.0.0.1, or allow the name in its settings");
        }
    }

    private void checkOrigin(Context request) {
        var origin = request.header("Origin");
        if (origin != null && !isOurs(origin, String.valueOf(request.host()))) {
            throw new FreeholdException(
                    ErrorCode.FORBIDDEN,
                    "pages of \"" + origin + "\" may not call the API",
                    "call it from its own address");
        }
    }

    /// Pages of the very address that was asked; one of another port of this machine is another's.
    private static boolean isOurs(String origin, String host) {
        try {
            return host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private boolean isOurs(String name) {
        return LOOPBACK.contains(name) || settings.names().contains(name);
    }

    /// AWS's clients sign their requests, with a key that is none of ours; what counts is the session token
    /// that they send along.
    private static Secret token(Context request) {
        var session = request.header(SESSION_TOKEN);
        if (session != null && request.path().startsWith(InvokeRoutes.PREFIX)) {
            return new Secret(session.strip());
        }
        var header = request.header("Authorization");
        if (header == null || !header.startsWith(BEARER)) {
            throw unauthorized();
        }
        return new Secret(header.substring(BEARER.length()).strip());
    }

    private static FreeholdException unauthorized() {
        return new FreeholdException(
                ErrorCode.UNAUTHORIZED,
                "the request has no token",
                "send \"Authorization: Bearer …\" with the token in the data folder's file \"token\"; the command line takes it from FREEHOLD_TOKEN");
    }
}
