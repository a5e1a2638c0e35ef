package dev.freehold.build.config;

import dev.freehold.model.ServiceName;
import dev.freehold.output.Schedule;
import dev.freehold.output.Service;
import dev.freehold.output.Volume;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// What the user says about a project; `freehold.toml` wins over the `Procfile`.
///
/// @param release a line that runs once before the switch
/// @param environment plain variables, for builds and at run time; the environment's go over them
/// @param functions Lambda functions by name
public record Configuration(
        Build build,
        SortedMap<ServiceName, ServiceSettings> services,
        Optional<String> release,
        List<Volume> volumes,
        Map<String, String> environment,
        List<Schedule> schedules,
        SortedMap<String, FunctionSettings> functions) {

    public static final ServiceName RELEASE = new ServiceName("release");
    public static final Configuration NONE =
            new Configuration(
                    Build.NONE,
                    new TreeMap<>(),
                    Optional.empty(),
                    List.of(),
                    Map.of(),
                    List.of(),
                    new TreeMap<>());

    /// `[build]`: lines that replace the detected ones, and the folder that holds the result.
    ///
    /// @param root the folder that is deployed in place of the one where this stands
    public record Build(
            Optional<String> root,
            Optional<String> install,
            Optional<String> command,
            Optional<String> output) {
        static final Build NONE =
                new Build(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    public Configuration {
        services = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(services));
        volumes = List.copyOf(volumes);
        environment = Map.copyOf(environment);
        schedules = List.copyOf(schedules);
        functions = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(functions));
    }

    /// Adds the commands of a Procfile where this names none.
    public Configuration and(Map<ServiceName, String> procfile) {
        var all = new TreeMap<>(services);
        procfile.forEach((name, line) -> {
            if (!name.equals(RELEASE)) {
                all.merge(
                        name,
                        ServiceSettings.ofCommand(line),
                        (mine, other) -> mine.withCommandFrom(other.command()).orElseThrow());
            }
        });
        var releaseLine = release.or(() -> Optional.ofNullable(procfile.get(RELEASE)));
        return new Configuration(
                build, all, releaseLine, volumes, environment, schedules, functions);
    }

    /// Whether it says something beside the folder that is deployed.
    public boolean saysMoreThanRoot() {
        var build =
                new Build(this.build.root(), Optional.empty(), Optional.empty(), Optional.empty());
        return !equals(
                new Configuration(
                        build,
                        NONE.services,
                        NONE.release,
                        NONE.volumes,
                        NONE.environment,
                        NONE.schedules,
                        NONE.functions));
    }

    /// Only what it says about building.
    public Configuration withoutCommands() {
        return new Configuration(
                build,
                new TreeMap<>(),
                Optional.empty(),
                volumes,
                environment,
                schedules,
                functions);
    }

    public ServiceSettings service(ServiceName name) {
        return services.getOrDefault(name, ServiceSettings.NONE);
    }

    /// What a service of this name is: as said, else `web` is served and others are workers.
    public Service.Kind kind(ServiceName name) {
        return service(name)
                .kind()
                .orElse(name.equals(ServiceName.WEB) ? Service.Kind.WEB : Service.Kind.WORKER);
    }

    /// All of which it says how it is started.
    public Set<ServiceName> commandNames() {
        var names = new TreeSet<ServiceName>();
        services.forEach((name, settings) -> settings.command().ifPresent(_ -> names.add(name)));
        release.ifPresent(_ -> names.add(RELEASE));
        return names;
    }
}
