package dev.freehold.build.node;

import dev.freehold.build.Groundwork;
import dev.freehold.build.ServerFiles;
import dev.freehold.build.Source;
import dev.freehold.build.Step;
import dev.freehold.build.Workshop;
import dev.freehold.build.tools.SingleProgram;
import dev.freehold.model.Invalid;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a Deno program needs before it runs: its modules, fetched into the folder that Deno looks in, which
/// goes along with the program. The sandbox is the wall, so Deno's own permissions are all given.
final class DenoProject implements Groundwork {
    static final List<String> CONFIGURATIONS = List.of("deno.json", "deno.jsonc");
    static final String LOCK = "deno.lock";
    private static final String MODULES = ".deno";
    private static final String KEPT = Workshop.CACHE + "/deno";
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
                    .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
                    .build();

    private final Source source;
    private final Optional<String> entry;

    /// @param entry the module that is run, where that is known
    DenoProject(Source source, Optional<String> entry) {
        this.source = source;
        this.entry = entry;
    }

    @Override
    public List<String> reasons() {
        return List.of(
                source.has(LOCK)
                        ? LOCK + " is there: modules come as it says"
                        : "there is no deno.lock: Deno chooses the versions; commit one");
    }

    @Override
    public List<String> shown() {
        return steps().stream().map(Step::shown).toList();
    }

    @Override
    public Ground make(Workshop workshop) throws IOException, InterruptedException {
        var deno =
                workshop.use(
                        workshop.tools()
                                .program(
                                        SingleProgram.DENO,
                                        SingleProgram.DENO.usualVersion(),
                                        workshop::say));
        for (var step : steps()) {
            workshop.run(step);
        }
        workshop.run(Step.of("cp", "-r", KEPT + "/.", MODULES));
        return new Ground(
                workshop.collect("", ServerFiles::wanted),
                Optional.of(deno),
                Map.of("DENO_DIR", Workshop.INSIDE + "/" + MODULES, "DENO_NO_UPDATE_CHECK", "1"));
    }

    Optional<String> task(String name) {
        return configuration(source)
                .map(json -> json.path("tasks").path(name))
                .filter(task -> task.isString() || task.path("command").isString())
                .map(task -> task.isString() ? task.asString() : task.path("command").asString());
    }

    private List<Step> steps() {
        var own = source.configuration().build();
        var steps = new ArrayList<Step>();
        steps.add(own.install().map(Step::line).orElseGet(this::install).with(environment()));
        own.command()
                .map(Step::line)
                .or(() -> task("build").map(_ -> Step.of("deno", "task", "build")))
                .map(step -> step.with(environment()))
                .ifPresent(steps::add);
        return steps;
    }

    private Step install() {
        var words = new ArrayList<>(List.of("deno", "install"));
        if (source.has(LOCK)) {
            words.add("--frozen");
        }
        entry.ifPresent(file -> words.addAll(List.of("--entrypoint", file)));
        return Step.of(words.toArray(String[]::new));
    }

    private static Map<String, String> environment() {
        return Map.of("DENO_DIR", KEPT, "DENO_NO_UPDATE_CHECK", "1");
    }

    private static Optional<JsonNode> configuration(Source source) {
        return source.firstOf(CONFIGURATIONS)
                .flatMap(file -> source.text(file).map(text -> read(file, text)));
    }

    private static JsonNode read(String file, String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            throw Invalid.because(file + " is no JSON: " + e.getOriginalMessage(), "correct it");
        }
    }
}
