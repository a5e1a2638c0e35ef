package dev.freehold.build.node;

import dev.freehold.build.Source;
import dev.freehold.build.config.PackageJson;
import dev.freehold.output.Command;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Frameworks whose build leaves a Node server, and how that is started where no script says so.
final class FrameworkServer {
    static final Map<String, List<String>> START =
            Map.of(
                    "next", List.of("node", "node_modules/next/dist/bin/next", "start"),
                    "nuxt", List.of("node", ".output/server/index.mjs"),
                    "@sveltejs/adapter-node", List.of("node", "build"),
                    "@astrojs/node", List.of("node", "dist/server/entry.mjs"),
                    "@remix-run/serve",
                            List.of(
                                    "node",
                                    "node_modules/@remix-run/serve/dist/cli.js",
                                    "build/server/index.js"),
                    "@react-router/serve",
                            List.of(
                                    "node",
                                    "node_modules/@react-router/serve/bin.js",
                                    "build/server/index.js"));

    private FrameworkServer() {}

    static Optional<NodeServer.Start> find(Source source) {
        var dependencies =
                source.packageJson().map(PackageJson::dependencies).orElse(java.util.Set.of());
        return START.entrySet().stream()
                .filter(framework -> dependencies.contains(framework.getKey()))
                .findFirst()
                .map(framework ->
                        new NodeServer.Start(
                                new Command.Arguments(framework.getValue()),
                                "package.json depends on "
                                        + framework.getKey()
                                        + ", which builds a server"));
    }
}
