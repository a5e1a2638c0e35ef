package dev.freehold.output;

import dev.freehold.model.ServiceName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a build made, complete and immutable: it is stored as content, named by its digest, and
/// deployed any number of times without a rebuild.
///
/// @param files URL path (`/index.html`) → static file
/// @param routes the rules, phase by phase
/// @param functions URL path without extension (`/api/hello`) → which service answers it, and how
/// @param services what runs, by name; the one of kind RELEASE runs once before the switch
/// @param fallback the web service that answers what neither files, routes nor functions did
/// @param volumes folders that outlive deployments
/// @param bakedVariables names of variables that the build read, so their values are in the files
/// @param schedules what is done by the clock while it is production
public record Output(
        Map<String, StaticFile> files,
        Routes routes,
        Map<String, Function> functions,
        Map<ServiceName, Service> services,
        Optional<ServiceName> fallback,
        List<Volume> volumes,
        List<String> bakedVariables,
        List<Schedule> schedules) {

    public Output {
        files = Map.copyOf(files);
        functions = Map.copyOf(functions);
        services = Map.copyOf(services);
        volumes = List.copyOf(volumes);
        bakedVariables = List.copyOf(bakedVariables);
        schedules = List.copyOf(schedules);
    }

    /// One that does nothing by the clock.
    public Output(
            Map<String, StaticFile> files,
            Routes routes,
            Map<String, Function> functions,
            Map<ServiceName, Service> services,
            Optional<ServiceName> fallback,
            List<Volume> volumes,
            List<String> bakedVariables) {
        this(files, routes, functions, services, fallback, volumes, bakedVariables, List.of());
    }

    /// A site of files only.
    public static Output ofFiles(Map<String, StaticFile> files, Routes routes) {
        return new Output(
                files, routes, Map.of(), Map.of(), Optional.empty(), List.of(), List.of());
    }

    /// The same with these schedules.
    public Output with(List<Schedule> others) {
        return new Output(
                files, routes, functions, services, fallback, volumes, bakedVariables, others);
    }
}
