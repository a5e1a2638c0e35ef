package dev.freehold.deploy;

import dev.freehold.build.BuildPlan;
import dev.freehold.build.BuildRequest;

/// Says what a deploy would do, and does nothing.
public final class Plans {
    private final Means means;
    private final Reception reception;

    Plans(Means means, Reception reception) {
        this.means = means;
        this.reception = reception;
    }

    /// @throws MissingBlobs where files have to be sent first
    public BuildPlan plan(DeployRequest request) {
        reception.checkFiles(request.caller(), request.tree());
        return means.builds()
                .plan(
                        new BuildRequest(
                                request.caller().team(),
                                request.project(),
                                request.tree(),
                                java.util.Map.of()));
    }
}
