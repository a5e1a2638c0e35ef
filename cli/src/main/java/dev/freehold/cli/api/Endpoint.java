package dev.freehold.cli.api;

import dev.freehold.model.Invalid;
import java.net.URI;

/// Where the platform's API answers, and the token that opens it.
public record Endpoint(String url, String token) {

    public Endpoint {
        url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    Transport transport() {
        var uri = parsed();
        if ("https".equals(uri.getScheme())) {
            return new SecureTransport(url, token);
        }
        if (!isLoopback(uri.getHost())) {
            throw Invalid.because(
                    "\"" + url + "\" would carry the token through the network unencrypted",
                    "use https://, or a tunnel to a port of this machine");
        }
        return new PlainTransport(uri.getHost(), uri.getPort() < 0 ? 80 : uri.getPort(), token);
    }

    private URI parsed() {
        try {
            var uri = URI.create(url);
            var scheme = uri.getScheme();
            if (uri.getHost() != null && ("http".equals(scheme) || "https".equals(scheme))) {
                return uri;
            }
        } catch (IllegalArgumentException notEvenAUri) {
            // Refused below, in the same words.
        }
        throw Invalid.because(
                "\"" + url + "\" is no address of a platform",
                "use one like https://freehold.example.com or http://127.0.0.1:7070");
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost")
                || host.equals("[::1]")
                || (host.startsWith("127.") && host.matches("[0-9.]+"));
    }
}
