package dev.freehold.run;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.EnvironmentName;
import dev.freehold.model.ProjectName;
import dev.freehold.model.Secret;
import dev.freehold.model.ServiceName;
import dev.freehold.model.TeamId;
import dev.freehold.output.Service;
import dev.freehold.output.Volume;
import java.util.List;
import java.util.Map;

/// A deployment as a provider runs it: its services and the configuration that it was made with.
public record RunSpec(
        TeamId team,
        ProjectName project,
        DeploymentId deployment,
        EnvironmentName environment,
        Map<ServiceName, Service> services,
        Map<String, Secret> variables,
        List<Volume> volumes) {

    public RunSpec {
        services = Map.copyOf(services);
        variables = Map.copyOf(variables);
        volumes = List.copyOf(volumes);
    }
}
