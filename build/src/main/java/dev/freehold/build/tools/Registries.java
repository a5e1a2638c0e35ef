package dev.freehold.build.tools;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Chooses the way to the registry: the machine's npm client if there is one, plain HTTPS otherwise.
final class Registries {
    private static final String PUBLIC = "https://registry.npmjs.org/";

    private Registries() {}

    static Registry ofThisMachine(Map<String, String> environment) {
        return findOnPath("npm", environment)
                .<Registry>map(NpmRegistry::new)
                .orElseGet(() -> new HttpsRegistry(address(environment)));
    }

    /// As npm is configured: its variable, else the user's `.npmrc`, else the public one.
    static URI address(Map<String, String> environment) {
        var variable = environment.getOrDefault("npm_config_registry", "");
        if (!variable.isBlank()) {
            return URI.create(variable.strip());
        }
        var home = environment.getOrDefault("HOME", "");
        return fromNpmrc(Path.of(home, ".npmrc")).orElseGet(() -> URI.create(PUBLIC));
    }

    private static Optional<URI> fromNpmrc(Path file) {
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        try (var lines = Files.lines(file)) {
            return lines.map(String::strip)
                    .filter(line -> line.matches("registry\\s*=.+"))
                    .map(line -> URI.create(line.substring(line.indexOf('=') + 1).strip()))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Path> findOnPath(String tool, Map<String, String> environment) {
        for (var folder : environment.getOrDefault("PATH", "").split(":")) {
            var file = Path.of(folder, tool);
            if (!folder.isEmpty() && Files.isExecutable(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }
}
