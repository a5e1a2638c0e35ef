package dev.freehold.output;

import dev.freehold.model.Invalid;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `config.json` of the public Build Output API, version 3: the routes, what is said about files, and what is
/// done by the clock.
///
/// @param overrides path below `static/` → what is said about that file
/// @param leftOut what the file asks for and this version doesn't do, in plain words
public record BuildOutputConfig(
        Routes routes,
        Map<String, Override> overrides,
        List<Schedule> schedules,
        List<String> leftOut) {
    private static final int VERSION = 3;
    private static final JsonMapper JSON = new JsonMapper();

    /// What is known and needs nothing from us, or is read.
    private static final Set<String> AT_HOME =
            Set.of(
                    "version",
                    "routes",
                    "overrides",
                    "crons",
                    "framework",
                    "cache",
                    "deploymentId",
                    "flags");

    /// What is said about one static file.
    ///
    /// @param path the URL path that it answers instead of its own; empty text is the home page
    public record Override(Optional<String> path, Optional<String> contentType) {}

    public BuildOutputConfig {
        overrides = Map.copyOf(overrides);
        schedules = List.copyOf(schedules);
        leftOut = List.copyOf(leftOut);
    }

    /// Reads the file's bytes.
    ///
    /// @throws dev.freehold.model.FreeholdException INVALID, naming the place
    public static BuildOutputConfig read(byte[] json) {
        var top = parse(json, "config.json");
        checkVersion(top.child("version").node());
        return new BuildOutputConfig(
                routes(top.child("routes")),
                overrides(top.child("overrides")),
                Crons.of(top.child("crons")),
                leftOut(top.node()));
    }

    static JsonPlace parse(byte[] json, String file) {
        try {
            var place = new JsonPlace(JSON.readTree(json), file);
            place.checkObject();
            return place;
        } catch (JacksonException e) {
            throw Invalid.because(
                    file + " is no JSON: " + e.getOriginalMessage(),
                    "let the framework write it again");
        }
    }

    private static void checkVersion(JsonNode version) {
        if (!version.isInt() || version.asInt() != VERSION) {
            throw Invalid.because(
                    "config.json has version " + (version.isMissingNode() ? "none" : version),
                    "Freehold reads version 3 of the Build Output API");
        }
    }

    private static Routes routes(JsonPlace list) {
        var phases = new EnumMap<Phase, List<Route>>(Phase.class);
        var phase = Phase.START;
        for (var place : list.elements()) {
            if (place.has("handle")) {
                phase = phase(place.child("handle"));
                if (phases.putIfAbsent(phase, new ArrayList<>()) != null) {
                    throw place.child("handle").wrong("comes a second time");
                }
            } else {
                phases.computeIfAbsent(phase, _ -> new ArrayList<>()).add(RouteJson.read(place));
            }
        }
        phases.replaceAll((_, routes) -> List.copyOf(routes));
        return new Routes(phases);
    }

    private static Phase phase(JsonPlace place) {
        var name = place.text();
        for (var phase : Phase.values()) {
            if (phase != Phase.START && phase.name().toLowerCase(Locale.ROOT).equals(name)) {
                return phase;
            }
        }
        throw place.wrong(
                "is no phase; known are \"filesystem\", \"resource\", \"miss\", \"rewrite\", \"hit\" and \"error\"");
    }

    private static Map<String, Override> overrides(JsonPlace place) {
        var overrides = new HashMap<String, Override>();
        place.members()
                .forEach((file, said) ->
                        overrides.put(
                                file,
                                new Override(
                                        said.child("path").findText(),
                                        said.child("contentType").findText())));
        return overrides;
    }

    private static List<String> leftOut(JsonNode config) {
        var words = new ArrayList<String>();
        for (var entry : config.properties()) {
            if (!AT_HOME.contains(entry.getKey()) && !isEmpty(entry.getValue())) {
                words.add(
                        switch (entry.getKey()) {
                            case "images" -> "images are served as they are, not resized";
                            case "wildcard" ->
                                    "domains with a language (wildcard) are not told apart";
                            default -> "\"" + entry.getKey() + "\" of config.json is not known";
                        });
            }
        }
        return words;
    }

    private static boolean isEmpty(JsonNode node) {
        return node.isNull() || (node.isContainer() && node.isEmpty());
    }
}
