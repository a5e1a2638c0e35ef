package dev.freehold.deploy;

import dev.freehold.model.ServiceName;
import dev.freehold.output.Output;
import dev.freehold.output.Schedule;
import dev.freehold.output.Service;
import dev.freehold.output.Volume;
import java.util.List;
import java.util.Map;

/// What of an output computes: the part that has to be placed and started, or is done by the clock. Files
/// need nothing of that, however many they are.
///
/// @param bakedVariables variables whose values are in the files since the build
public record Workload(
        Map<ServiceName, Service> services,
        List<Volume> volumes,
        List<String> bakedVariables,
        List<Schedule> schedules) {

    public Workload {
        services = Map.copyOf(services);
        volumes = List.copyOf(volumes);
        bakedVariables = List.copyOf(bakedVariables);
        schedules = List.copyOf(schedules);
    }

    static Workload of(Output output) {
        return new Workload(
                output.services(), output.volumes(), output.bakedVariables(), output.schedules());
    }

    /// Whether nothing has to be placed.
    public boolean isEmpty() {
        return services.isEmpty();
    }
}
