package dev.freehold.build;

import dev.freehold.build.config.Configuration;
import dev.freehold.output.Output;
import dev.freehold.output.Service;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/// Lays what the user's configuration says over what a builder made.
final class Finish {
    /// Variables with these prefixes are written into the files by Vite, Next, Nuxt, Astro and SvelteKit,
    /// Create React App, Gatsby, and Vue CLI.
    private static final List<String> BAKED =
            List.of(
                    "VITE_",
                    "NEXT_PUBLIC_",
                    "NUXT_PUBLIC_",
                    "PUBLIC_",
                    "REACT_APP_",
                    "GATSBY_",
                    "VUE_APP_");

    private Finish() {}

    static Output finished(Output output, BuildRequest request, Source source, Recipe recipe) {
        var configuration = source.configuration();
        var services = new TreeMap<>(output.services());
        services.replaceAll((_, service) -> configured(service, configuration));
        return new Output(
                output.files(),
                output.routes(),
                output.functions(),
                services,
                output.fallback(),
                configuration.volumes(),
                recipe.plan().build().isEmpty() ? List.of() : baked(request, configuration));
    }

    private static Service configured(Service service, Configuration configuration) {
        var environment = new TreeMap<>(configuration.environment());
        environment.putAll(service.environment());
        var withEnvironment =
                new Service(
                        service.name(),
                        service.kind(),
                        service.tree(),
                        service.command(),
                        service.runtime(),
                        environment,
                        service.healthPath(),
                        service.scaling(),
                        service.limits());
        return configuration.service(service.name()).over(withEnvironment);
    }

    private static List<String> baked(BuildRequest request, Configuration configuration) {
        var names = new TreeSet<>(request.variables().keySet());
        names.addAll(configuration.environment().keySet());
        names.removeIf(name -> BAKED.stream().noneMatch(name::startsWith));
        return List.copyOf(names);
    }
}
