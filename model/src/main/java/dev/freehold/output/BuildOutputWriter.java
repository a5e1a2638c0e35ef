package dev.freehold.output;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Writes an output's routes, files and visits by the clock down as `config.json` of the Build Output API,
/// version 3, to be read by any other host. Of schedules it knows visits by UTC only.
public final class BuildOutputWriter {
    private static final JsonMapper JSON = new JsonMapper();

    /// The order in which the phases are usually written; it has no meaning.
    private static final List<Phase> USUAL_ORDER =
            List.of(
                    Phase.FILESYSTEM,
                    Phase.RESOURCE,
                    Phase.MISS,
                    Phase.REWRITE,
                    Phase.HIT,
                    Phase.ERROR);

    private BuildOutputWriter() {}

    /// The bytes of config.json. Files lie at their URL path below `static/`.
    public static byte[] config(Output output) {
        var top = JSON.createObjectNode();
        top.put("version", 3);
        var routes = top.putArray("routes");
        output.routes()
                .in(Phase.START)
                .forEach(route -> RouteJson.write(route, routes.addObject()));
        for (var phase : USUAL_ORDER) {
            if (!output.routes().in(phase).isEmpty()) {
                routes.addObject().put("handle", phase.name().toLowerCase(Locale.ROOT));
                output.routes()
                        .in(phase)
                        .forEach(route -> RouteJson.write(route, routes.addObject()));
            }
        }
        var overrides = top.putObject("overrides");
        new TreeMap<>(output.files())
                .forEach((path, file) ->
                        file.contentType()
                                .ifPresent(type ->
                                        overrides
                                                .putObject(path.substring(1))
                                                .put("contentType", type)));
        writeCrons(output, top);
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(top);
    }

    private static void writeCrons(Output output, ObjectNode top) {
        for (var schedule : output.schedules()) {
            if (schedule.zone().normalized().equals(ZoneOffset.UTC)
                    && schedule.task() instanceof Schedule.Task.Visit visit) {
                top.withArray("crons")
                        .addObject()
                        .put("path", visit.path())
                        .put("schedule", schedule.cron());
            }
        }
    }
}
