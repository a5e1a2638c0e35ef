package dev.freehold.build.node;

import dev.freehold.build.Source;
import dev.freehold.build.Step;
import dev.freehold.build.Workshop;
import dev.freehold.build.config.PackageJson;
import dev.freehold.model.Invalid;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A workspace whose tasks Turborepo runs: its turbo.json says what `build` depends on, and its own package.json
/// brings the program. What that has built it keeps between builds, and takes again where nothing has changed.
///
/// @param top the workspace
/// @param file where its tasks stand
record Turborepo(Source top, String file) {
    private static final List<String> FILES = List.of("turbo.json", "turbo.jsonc");
    private static final String PROGRAM = "node_modules/.bin/turbo";

    /// Comments and all, as Turborepo reads it.
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(
                            JsonReadFeature.ALLOW_JAVA_COMMENTS,
                            JsonReadFeature.ALLOW_TRAILING_COMMA)
                    .build();

    /// One that has a task `build`.
    static Optional<Turborepo> find(Source top) {
        return top.firstOf(FILES)
                .map(file -> new Turborepo(top, file))
                .filter(Turborepo::buildsSomething);
    }

    /// Whether its program comes with the dependencies.
    boolean isInstalled() {
        return top.packageJson().filter(json -> json.dependencies().contains("turbo")).isPresent();
    }

    /// Builds a package after all that it needs.
    Step build(String packageName) {
        return turbo("--filter=" + packageName + "...");
    }

    /// Builds only what it needs.
    Step buildBefore(String packageName) {
        return turbo("--filter=" + packageName + "^...");
    }

    String reason() {
        return isInstalled()
                ? file + " and turbo in package.json are there: Turborepo builds, by its tasks"
                : file
                        + " is there, but package.json brings no turbo: packages are built in the order of their"
                        + " dependencies";
    }

    private boolean buildsSomething() {
        var json = read();
        // Up to Turborepo 1 tasks were called a pipeline.
        var tasks = json.has("tasks") ? json.path("tasks") : json.path("pipeline");
        return tasks.propertyNames().stream()
                .anyMatch(name -> name.equals("build") || name.endsWith("#build"));
    }

    private JsonNode read() {
        try {
            return MAPPER.readTree(top.text(file).orElse(""));
        } catch (JacksonException e) {
            throw Invalid.because(file + " is no JSON: " + e.getOriginalMessage(), "correct it");
        }
    }

    private Step turbo(String filter) {
        return Step.of(PROGRAM, "run", "build", filter).in("").with(environment());
    }

    /// Variables, since options differ between its versions.
    private Map<String, String> environment() {
        var variables =
                new HashMap<>(
                        Map.of(
                                "TURBO_CACHE_DIR", Workshop.CACHE + "/turbo",
                                "TURBO_TELEMETRY_DISABLED", "1",
                                "TURBO_NO_UPDATE_NOTIFIER", "1"));
        if (top.inPackageJson(PackageJson::packageManager).isEmpty()) {
            variables.put("TURBO_DANGEROUSLY_DISABLE_PACKAGE_MANAGER_CHECK", "true");
        }
        return variables;
    }
}
