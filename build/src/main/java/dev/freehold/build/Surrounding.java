package dev.freehold.build;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Which of the platform's own variables a build sees: only those that say how to reach registries
/// from this machine.
final class Surrounding {
    private static final List<String> NAMES =
            List.of(
                    "HTTP_PROXY",
                    "HTTPS_PROXY",
                    "NO_PROXY",
                    "http_proxy",
                    "https_proxy",
                    "no_proxy",
                    "npm_config_registry",
                    "NPM_CONFIG_REGISTRY",
                    "NODE_EXTRA_CA_CERTS",
                    "SSL_CERT_FILE",
                    "SSL_CERT_DIR",
                    "PIP_INDEX_URL",
                    "PIP_CERT",
                    "REQUESTS_CA_BUNDLE",
                    "LANG",
                    "LC_ALL",
                    "TZ");

    private Surrounding() {}

    static Map<String, String> ofNetwork(Map<String, String> environment) {
        var some = new TreeMap<String, String>();
        for (var name : NAMES) {
            var value = environment.get(name);
            if (value != null) {
                some.put(name, value);
            }
        }
        return some;
    }
}
