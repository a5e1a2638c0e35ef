package dev.freehold.build.config;

import dev.freehold.model.ByteSize;
import dev.freehold.output.Limits;
import dev.freehold.output.Scaling;
import dev.freehold.output.Service;
import java.time.Duration;
import java.util.Optional;

/// One `[services.NAME]`: whatever is absent stays as detected or by default.
public record ServiceSettings(
        Optional<String> command,
        Optional<Service.Kind> kind,
        Optional<String> health,
        Resources resources,
        Instances instances) {

    public static final ServiceSettings NONE =
            new ServiceSettings(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    new Resources(Optional.empty(), Optional.empty()),
                    new Instances(
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty()));

    /// `memory` and `cpus`.
    public record Resources(Optional<ByteSize> memory, Optional<Double> cpus) {
        Limits over(Limits limits) {
            return new Limits(
                    memory.orElse(limits.memory()), cpus.orElse(limits.cpus()), limits.processes());
        }
    }

    /// `instances`, `concurrency` and `queue`, `idle` and `freeze`.
    public record Instances(
            Optional<Integer> least,
            Optional<Integer> most,
            Optional<Integer> concurrency,
            Optional<Integer> queue,
            Optional<Duration> idle,
            Optional<Duration> freeze) {
        Scaling over(Scaling scaling) {
            int fewest = least.orElse(scaling.least());
            return new Scaling(
                    fewest,
                    most.orElse(Math.max(fewest, scaling.most())),
                    concurrency.orElse(scaling.concurrency()),
                    queue.orElse(scaling.queue()),
                    idle.orElse(scaling.idleAfter()),
                    freeze.or(scaling::freezeAfter));
        }
    }

    public static ServiceSettings ofCommand(String command) {
        return new ServiceSettings(
                Optional.of(command),
                Optional.empty(),
                Optional.empty(),
                NONE.resources,
                NONE.instances);
    }

    /// The service with these settings over its own.
    public Service over(Service service) {
        return new Service(
                service.name(),
                service.kind(),
                service.tree(),
                service.command(),
                service.runtime(),
                service.environment(),
                health.or(service::healthPath),
                instances.over(service.scaling()),
                resources.over(service.limits()));
    }

    Optional<ServiceSettings> withCommandFrom(Optional<String> other) {
        return Optional.of(
                new ServiceSettings(command.or(() -> other), kind, health, resources, instances));
    }
}
