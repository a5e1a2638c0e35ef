package dev.freehold.build.functions;

import dev.freehold.build.BuildPlan;
import dev.freehold.build.Builder;
import dev.freehold.build.Recipe;
import dev.freehold.build.Source;
import dev.freehold.build.Workshop;
import dev.freehold.build.tools.VersionRange;
import dev.freehold.model.Invalid;
import dev.freehold.model.ServiceName;
import dev.freehold.output.BuildOutputConfig;
import dev.freehold.output.Output;
import dev.freehold.output.Service;
import dev.freehold.output.StaticFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A folder that another tool has built already, in the public Build Output API, version 3: files, routes
/// and Node functions. `.vercel/output` inside the source, or the source itself.
public final class BuildOutputFolder implements Builder {
    private static final String USUAL_PLACE = ".vercel/output";
    private static final String CONFIG = "config.json";
    private static final Optional<String> HTML = Optional.of("text/html; charset=utf-8");

    @Override
    public Optional<Recipe> detect(Source source) {
        return place(source).map(place -> recipe(source, place));
    }

    /// Where the folder is: its path, empty for the source itself.
    public static Optional<String> place(Source source) {
        if (source.has(USUAL_PLACE + "/" + CONFIG)) {
            return Optional.of(USUAL_PLACE);
        }
        boolean looksLikeIt = source.hasFolder("static") || source.hasFolder("functions");
        return looksLikeIt
                        && source.text(CONFIG)
                                .filter(text -> text.contains("\"version\""))
                                .isPresent()
                ? Optional.of("")
                : Optional.empty();
    }

    private static Recipe recipe(Source source, String place) {
        var config = config(source, place);
        var functions = BuildOutputFunctions.read(source, below(place, "functions"));
        var files = files(source, place, config);
        var plan =
                new BuildPlan(
                        "build-output",
                        List.of(
                                below(place, CONFIG)
                                        + " is there: it is built already (Build Output API, version 3)"),
                        List.of(),
                        functions.isEmpty()
                                ? List.of()
                                : List.of("functions: Freehold's launcher (Node)"),
                        shown(files, functions, config));
        return new Recipe(
                plan, workshop -> make(workshop, config, files, functions), config.schedules());
    }

    private static Output make(
            Workshop workshop,
            BuildOutputConfig config,
            Map<String, StaticFile> files,
            BuildOutputFunctions functions)
            throws IOException, InterruptedException {
        config.leftOut().forEach(workshop::say);
        functions.leftOut().forEach(workshop::say);
        var services = new HashMap<ServiceName, Service>();
        var service = functions.service();
        if (!functions.isEmpty()) {
            var node = workshop.node(VersionRange.ANY);
            services.put(FunctionService.NAME, service.service(workshop, node));
        }
        return new Output(
                files,
                config.routes(),
                service.functions(),
                services,
                Optional.empty(),
                List.of(),
                List.of());
    }

    private static BuildOutputConfig config(Source source, String place) {
        return BuildOutputConfig.read(
                source.text(below(place, CONFIG)).orElseThrow().getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, StaticFile> files(
            Source source, String place, BuildOutputConfig config) {
        var folder = below(place, "static");
        var files = new HashMap<String, StaticFile>();
        for (var path : source.under(folder).keySet()) {
            var name = path.substring(folder.length() + 1);
            var said = Optional.ofNullable(config.overrides().get(name));
            var url = "/" + said.flatMap(BuildOutputConfig.Override::path).orElse(name);
            var type =
                    said.flatMap(BuildOutputConfig.Override::contentType)
                            .or(() -> name.endsWith(".html") ? HTML : Optional.empty());
            var file =
                    source.findFile(path)
                            .orElseThrow(() ->
                                    Invalid.because(
                                            "\"" + path + "\" leads nowhere", "build again"));
            files.put(url, new StaticFile(file.digest(), file.size(), type));
        }
        return files;
    }

    private static List<String> shown(
            Map<String, StaticFile> files,
            BuildOutputFunctions functions,
            BuildOutputConfig config) {
        int rules = config.routes().byPhase().values().stream().mapToInt(List::size).sum();
        return List.of(
                "/* → files (" + files.size() + ")",
                functions.entries().size() + " functions",
                rules + " rules of its own");
    }

    private static String below(String place, String name) {
        return place.isEmpty() ? name : place + "/" + name;
    }
}
