package dev.freehold.run.process;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.EnvironmentName;
import dev.freehold.model.ProjectName;
import dev.freehold.model.Secret;
import dev.freehold.model.SecretBox;
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
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What is on disk of an applied deployment. The values of its variables are secrets, and lie here sealed
/// or not at all: then the control plane, which keeps them, applies the deployment again after a restart.
///
/// @param sealed the values of variables by their names, where there is a box to seal them
/// @param output services and volumes in the form that outputs are written in
record DeploymentFile(
        String team,
        String project,
        String deployment,
        String environment,
        Set<String> variableNames,
        @Nullable Map<String, String> sealed,
        JsonNode output) {
    private static final JsonMapper JSON = JsonMapper.shared();

    static DeploymentFile of(RunSpec spec, Optional<SecretBox> box) {
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
                box.map(with -> sealed(spec, with)).orElse(null),
                JSON.readTree(OutputJson.write(parts)));
    }

    private static Map<String, String> sealed(RunSpec spec, SecretBox box) {
        var sealed = new TreeMap<String, String>();
        spec.variables()
                .forEach((name, value) ->
                        sealed.put(name, box.encrypt(value, place(spec.deployment(), name))));
        return sealed;
    }

    /// A value is of no use under another name, or for another deployment.
    private static String place(DeploymentId deployment, String name) {
        return "variable " + name + " of deployment " + deployment;
    }

    /// Empty where they are not here.
    Optional<Map<String, Secret>> variables(Optional<SecretBox> box) {
        if (box.isEmpty() || sealed == null || !sealed.keySet().equals(variableNames)) {
            return Optional.empty();
        }
        var opened = new TreeMap<String, Secret>();
        sealed.forEach((name, value) ->
                opened.put(
                        name, box.get().decrypt(value, place(new DeploymentId(deployment), name))));
        return Optional.of(opened);
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
