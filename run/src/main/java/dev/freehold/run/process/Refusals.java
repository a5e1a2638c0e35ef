package dev.freehold.run.process;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.ServiceName;
import dev.freehold.run.ProviderException;
import dev.freehold.run.ProviderException.Kind;
import dev.freehold.run.ProviderException.Scope;

/// The refusals of this provider, in words.
final class Refusals {
    private Refusals() {}

    static ProviderException unknown(DeploymentId deployment) {
        return of(
                Kind.NOT_FOUND,
                "deployment \"" + deployment + "\" is not known on this machine",
                "deploy it again, or see \"freehold ls\"");
    }

    static ProviderException noService(DeploymentId deployment, ServiceName service) {
        return of(
                Kind.NOT_FOUND,
                "deployment \"" + deployment + "\" has no service \"" + service + "\"",
                "see \"freehold inspect " + deployment + "\" for those it has");
    }

    static ProviderException notConfigured(DeploymentId deployment) {
        return of(
                Kind.TRANSIENT,
                "deployment \"" + deployment + "\" waits for its configuration since the restart",
                "try again in a moment; the platform hands it over when it is up");
    }

    static ProviderException different(DeploymentId deployment) {
        return of(
                Kind.CONFLICT,
                "deployment \""
                        + deployment
                        + "\" is here already, with other services or variables",
                "a deployment never changes: make a new one");
    }

    static ProviderException retired(DeploymentId deployment) {
        return of(
                Kind.NOT_FOUND,
                "deployment \"" + deployment + "\" was retired",
                "deploy it again, or promote another one");
    }

    static ProviderException emptyCommand(ServiceName like) {
        return of(
                Kind.INVALID,
                "there is no command to run beside service \"" + like + "\"",
                "name one, for example \"freehold run -- node --version\"");
    }

    static ProviderException tooManyStart(ServiceName service) {
        return of(
                Kind.CAPACITY,
                "worker \""
                        + service
                        + "\" did not get its turn: too many instances start together",
                "try again; FREEHOLD_APP_STARTS says how many start together");
    }

    private static ProviderException of(Kind kind, String message, String advice) {
        return new ProviderException(kind, Scope.REQUEST, false, message, advice, null);
    }
}
