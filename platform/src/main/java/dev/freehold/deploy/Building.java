package dev.freehold.deploy;

import dev.freehold.build.BuildRequest;
import dev.freehold.model.Digest;
import dev.freehold.output.Output;
import dev.freehold.output.OutputJson;
import dev.freehold.store.Deployment;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Turns a deployment's source into its output, or finds that the same was built before.
final class Building {
    private final Means means;

    Building(Means means) {
        this.means = means;
    }

    /// What was made of the same source with the same variables by the same version.
    Optional<Digest> builtBefore(Deployment deployment) {
        return means.database()
                .read(
                        deployment.team(),
                        tables ->
                                tables.builtOutputs()
                                        .find(deployment.project(), inputs(deployment)))
                .filter(means.blobs()::has);
    }

    Digest build(Deployment deployment, Story story) {
        var output = means.builds().build(request(deployment), story::log);
        return remember(deployment, output);
    }

    private Digest remember(Deployment deployment, Output output) {
        var digest = means.blobs().put(OutputJson.write(output));
        var inputs = inputs(deployment);
        means.database()
                .write(
                        deployment.team(),
                        tables -> {
                            tables.deployments().built(deployment.id(), digest);
                            tables.builtOutputs()
                                    .put(
                                            deployment.project(),
                                            inputs,
                                            digest,
                                            means.clock().instant());
                            return digest;
                        });
        return digest;
    }

    private BuildRequest request(Deployment deployment) {
        var source = OutputJson.readTree(means.blobs().read(deployment.source().orElseThrow()));
        var variables =
                means.database()
                        .read(
                                deployment.team(),
                                tables -> means.configuration().of(tables, deployment));
        return new BuildRequest(deployment.team(), deployment.project(), source, variables);
    }

    /// Over the ciphertexts: a digest of plain values would be a way to guess them.
    private Digest inputs(Deployment deployment) {
        var ciphertexts =
                means.database()
                        .read(
                                deployment.team(),
                                tables ->
                                        tables.variables()
                                                .at(
                                                        deployment.project(),
                                                        deployment.environment(),
                                                        deployment.configuration()));
        var text = deployment.source().orElseThrow() + "\n" + means.version() + "\n" + ciphertexts;
        return Digest.sha256(text.getBytes(StandardCharsets.UTF_8));
    }
}
