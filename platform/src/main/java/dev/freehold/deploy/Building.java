package dev.freehold.deploy;

import dev.freehold.build.BuildRequest;
import dev.freehold.model.Digest;
import dev.freehold.output.Output;
import dev.freehold.output.OutputJson;
import dev.freehold.output.Tree;
import dev.freehold.store.Deployment;
import dev.freehold.store.Tables;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Turns a deployment's source into its output, or finds that the same was built before.
final class Building {
    private final Means means;
    private final Workloads workloads;

    Building(Means means, Workloads workloads) {
        this.means = means;
        this.workloads = workloads;
    }

    /// What the output depends on, and the output that was made of just that before.
    record Look(Digest inputs, Optional<Digest> output) {}

    /// Whether the same source was built with the same variables by the same version.
    Look look(Deployment deployment) {
        var look = means.database().read(deployment.team(), tables -> look(tables, deployment));
        return new Look(look.inputs(), look.output().filter(means.blobs()::has));
    }

    private Look look(Tables tables, Deployment deployment) {
        var inputs = inputs(tables, deployment, deployment.source().orElseThrow());
        return new Look(inputs, tables.builtOutputs().find(deployment.project(), inputs));
    }

    /// What was built of a source by this version, with the variables of a deployment.
    Optional<Digest> madeOf(Tables tables, Deployment deployment, Digest source) {
        return tables.builtOutputs().find(deployment.project(), inputs(tables, deployment, source));
    }

    /// Over the ciphertexts: a digest of plain values would be a way to guess them.
    private Digest inputs(Tables tables, Deployment deployment, Digest source) {
        var ciphertexts =
                tables.variables()
                        .at(
                                deployment.project(),
                                deployment.environment(),
                                deployment.configuration());
        var text = source + "\n" + means.version() + "\n" + ciphertexts;
        return Digest.sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    void build(Deployment deployment, Tree source, Look look, Story story) {
        var variables =
                means.database()
                        .read(
                                deployment.team(),
                                tables -> means.configuration().of(tables, deployment));
        var request = new BuildRequest(deployment.team(), deployment.project(), source, variables);
        remember(deployment, look, means.builds().build(request, story::log));
    }

    private void remember(Deployment deployment, Look look, Output output) {
        var digest = means.blobs().put(OutputJson.write(output));
        means.outputs().learn(digest, output);
        workloads.learn(digest, Workload.of(output));
        means.database()
                .note(
                        deployment.team(),
                        tables -> {
                            tables.deployments().built(deployment.id(), digest);
                            tables.builtOutputs()
                                    .put(
                                            deployment.project(),
                                            look.inputs(),
                                            digest,
                                            means.clock().instant());
                            return digest;
                        });
    }
}
