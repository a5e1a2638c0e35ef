package dev.freehold.run.process;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.EnvironmentName;
import dev.freehold.model.ProjectName;
import dev.freehold.model.TeamId;
import dev.freehold.output.Output;
import dev.freehold.output.OutputJson;
import dev.freehold.output.Routes;
import dev.freehold.run.RunSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What is on disk of an applied deployment: all but the values of its variables, which are secrets
/// and never lie here in plain text. After a restart the control plane, which keeps them sealed,
/// applies the deployment again.
///
/// @param output services and volumes in the form that outputs are written in
record DeploymentFile(
        String team,
        String project,
        String deployment,
        String environment,
        Set<String> variableNames,
        JsonNode output) {
    private static final JsonMapper JSON = JsonMapper.shared();

    static DeploymentFile of(RunSpec spec) {
        var parts =
                new Output(
                        Map.of(),
                        Routes.NONE,
                        Map.of(),
                        spec.services(),
                        Optional.empty(),
                        spec.volumes(),
                        java.util.List.of());
        return new DeploymentFile(
                spec.team().value(),
                spec.project().value(),
                spec.deployment().value(),
                spec.environment().value(),
                new TreeSet<>(spec.variables().keySet()),
                JSON.readTree(OutputJson.write(parts)));
    }

    static DeploymentFile read(Path file) throws IOException {
        return JSON.readValue(Files.readAllBytes(file), DeploymentFile.class);
    }

    void write(Path file) throws IOException {
        Disk.write(file, JSON.writeValueAsBytes(this));
    }

    /// The specification without its variables.
    RunSpec spec() {
        var parts = OutputJson.readOutput(JSON.writeValueAsBytes(output));
        return new RunSpec(
                new TeamId(team),
                new ProjectName(project),
                new DeploymentId(deployment),
                new EnvironmentName(environment),
                parts.services(),
                Map.of(),
                parts.volumes());
    }
}
