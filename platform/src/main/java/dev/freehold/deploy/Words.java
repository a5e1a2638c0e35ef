package dev.freehold.deploy;

import dev.freehold.model.ErrorCode;
import dev.freehold.output.Service;
import dev.freehold.store.Deployment;
import dev.freehold.store.Problem;
import dev.freehold.store.Stage;
import java.util.Locale;
import java.util.stream.Collectors;

/// How deploys are spoken of.
final class Words {
    private Words() {}

    static String services(Workload workload) {
        return workload.services().values().stream()
                .filter(service -> service.kind() != Service.Kind.RELEASE)
                .map(service -> service.name().value())
                .sorted()
                .collect(Collectors.joining(", "));
    }

    static String stage(Stage stage) {
        return stage.name().toLowerCase(Locale.ROOT);
    }

    /// Of a deploy in whose midst the platform was told to stop.
    static Problem shutDown(Deployment deployment) {
        return new Problem(
                ErrorCode.UNAVAILABLE,
                "the platform was stopped while the deploy of \"%s\" was at \"%s\""
                        .formatted(deployment.project(), stage(deployment.stage())),
                "nothing has changed for visitors; start it (freehold up) and deploy again");
    }

    /// What follows the actor: `deployed "shop" (3f9k2c) to production`.
    static String deployed(Deployment deployment) {
        return deployment
                        .promotedFrom()
                        .map(from ->
                                "promoted \"%s\" (%s, from %s)"
                                        .formatted(deployment.project(), deployment.id(), from))
                        .orElseGet(() ->
                                "deployed \"%s\" (%s)"
                                        .formatted(deployment.project(), deployment.id()))
                + " to "
                + deployment.environment();
    }
}
