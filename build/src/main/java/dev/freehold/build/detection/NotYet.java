package dev.freehold.build.detection;

import dev.freehold.build.Builder;
import dev.freehold.build.Recipe;
import dev.freehold.build.Source;
import dev.freehold.model.Invalid;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What Freehold doesn't know how to build yet: named, instead of serving its sources to the world.
public final class NotYet implements Builder {
    private static final Map<String, String> FOUND = new LinkedHashMap<>();

    static {
        FOUND.put("mix.exs", "an Elixir app");
        FOUND.put("deno.json", "a Deno program without a \"start\" task or a main.ts");
    }

    @Override
    public Optional<Recipe> detect(Source source) {
        if (source.has("index.html")) {
            return Optional.empty();
        }
        if (source.has("Dockerfile")) {
            throw Invalid.because(
                    "found Dockerfile: a container image, which needs Docker; Freehold runs none yet",
                    "say what its CMD starts, in freehold.toml: [services.web] command = \"…\"; it listens on PORT");
        }
        for (var found : FOUND.entrySet()) {
            if (source.has(found.getKey())) {
                throw Invalid.because(
                        "found "
                                + found.getKey()
                                + ": "
                                + found.getValue()
                                + ", which Freehold does not build by itself yet",
                        "say how it is started, in freehold.toml: [services.web] command = \"…\"; it listens on PORT");
            }
        }
        if (source.packageJson().isPresent() && !source.has("public/index.html")) {
            throw Invalid.because(
                    "package.json has no \"start\" or \"build\" script, no \"main\" that exists, and there is no index.html",
                    "add a script: \"start\": \"node server.js\"");
        }
        return Optional.empty();
    }
}
