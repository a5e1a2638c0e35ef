package dev.freehold.deploy;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.Share;
import dev.freehold.store.Caller;
import dev.freehold.store.Deployment;
import dev.freehold.store.Tables;
import java.util.List;
import java.util.Optional;

/// Makes a preview's output production: for all visitors, or for a share of them first. What is on trial
/// already is moved or completed: it is not made a second time.
public final class Promotions {
    private final Means means;
    private final Deploys deploys;
    private final Canaries canaries;

    Promotions(Means means, Deploys deploys, Canaries canaries) {
        this.means = means;
        this.deploys = deploys;
        this.canaries = canaries;
    }

    /// @param id of what is to be promoted; of a candidate, or of what it was promoted from
    /// @param wanted where it is empty, for all visitors
    /// @throws FreeholdException CONFLICT where something else is on trial
    public Story promote(Caller caller, DeploymentId id, Optional<CanaryRequest> wanted)
            throws InterruptedException {
        var part = wanted.filter(request -> !request.share().isAll());
        var onTrial = means.database().read(caller.team(), tables -> onTrial(tables, id));
        if (onTrial.isPresent()) {
            var share = part.map(CanaryRequest::share).orElse(Share.ALL);
            canaries.reach(
                    caller, onTrial.get().project(), part.orElse(CanaryRequest.of(Share.ALL)));
            return told(onTrial.get(), share + " of the visitors get it now");
        }
        part.ifPresent(Canaries::checkPart);
        return deploys.promote(caller, id, part);
    }

    private static Optional<Deployment> onTrial(Tables tables, DeploymentId id) {
        var named = tables.deployments().deployment(id);
        return tables.canaries()
                .on(named.project())
                .flatMap(trial -> tables.deployments().find(trial.candidate()))
                .filter(candidate ->
                        candidate.id().equals(id)
                                || candidate.promotedFrom().filter(id::equals).isPresent());
    }

    private Story told(Deployment deployment, String what) {
        return Story.of(
                List.of(
                        new DeployEvent.Step(DeployEvent.Step.Name.SWITCH, what),
                        new DeployEvent.Done(deployment, means.addresses().shown(deployment))));
    }
}
