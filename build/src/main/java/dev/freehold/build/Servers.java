package dev.freehold.build;

import dev.freehold.build.Groundwork.Ground;
import dev.freehold.build.config.Configuration;
import dev.freehold.model.Digest;
import dev.freehold.model.ServiceName;
import dev.freehold.output.Command;
import dev.freehold.output.Limits;
import dev.freehold.output.Output;
import dev.freehold.output.Routes;
import dev.freehold.output.Scaling;
import dev.freehold.output.Service;
import dev.freehold.output.StaticFile;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The services of one tree: what a builder found to serve, and the commands that the user's own files
/// name beside it. Used by one thread.
public final class Servers {
    private final Source source;
    private final Digest tree;
    private final Ground ground;
    private final Map<ServiceName, Service> services = new TreeMap<>();

    private Servers(Source source, Digest tree, Ground ground) {
        this.source = source;
        this.tree = tree;
        this.ground = ground;
    }

    public static Servers on(Ground ground, Workshop workshop) throws IOException {
        var tree = workshop.store(ground.tree());
        return new Servers(workshop.source(), tree, ground).withOwnCommands();
    }

    /// Serves with this command, where the user names none.
    public Servers web(Command command) {
        services.computeIfAbsent(ServiceName.WEB, name -> service(name, Service.Kind.WEB, command));
        return this;
    }

    /// Runs this before the switch, where the user names nothing for it.
    public Servers release(Command command) {
        services.computeIfAbsent(
                Configuration.RELEASE, name -> service(name, Service.Kind.RELEASE, command));
        return this;
    }

    public Map<ServiceName, Service> services() {
        return Map.copyOf(services);
    }

    public Output output() {
        return outputBeside(Map.of());
    }

    /// The same, files served before it.
    public Output outputBeside(Map<String, StaticFile> files) {
        return new Output(files, Routes.NONE, Map.of(), services, fallback(), List.of(), List.of());
    }

    /// `web`, else the only one that is served.
    public Optional<ServiceName> fallback() {
        if (services.containsKey(ServiceName.WEB)) {
            return Optional.of(ServiceName.WEB);
        }
        return services.values().stream()
                .filter(service -> service.kind() == Service.Kind.WEB)
                .map(Service::name)
                .findFirst();
    }

    private Servers withOwnCommands() {
        var configuration = source.configuration();
        configuration
                .services()
                .forEach((name, settings) ->
                        settings.command()
                                .map(Commands::of)
                                .map(line -> service(name, configuration.kind(name), line))
                                .ifPresent(service -> services.put(name, service)));
        configuration
                .release()
                .map(Commands::of)
                .map(line -> service(Configuration.RELEASE, Service.Kind.RELEASE, line))
                .ifPresent(service -> services.put(service.name(), service));
        return this;
    }

    private Service service(ServiceName name, Service.Kind kind, Command command) {
        return new Service(
                name,
                kind,
                tree,
                Commands.in(source.home(), command),
                ground.runtime(),
                ground.environment(),
                Optional.empty(),
                Scaling.DEFAULT,
                Limits.DEFAULT);
    }
}
