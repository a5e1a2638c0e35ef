package dev.freehold.node;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.ServiceName;

/// Why a request gets no instance.
final class Refusals {
    private Refusals() {}

    static FreeholdException isGone(DeploymentId deployment) {
        return new FreeholdException(
                ErrorCode.GONE, "deployment " + deployment + " is being removed", "");
    }

    static FreeholdException tooManyWait(int waiting, ServiceName service) {
        return new FreeholdException(
                ErrorCode.CAPACITY,
                waiting + " requests wait for service \"" + service + "\" already",
                "raise instances or concurrency in freehold.toml");
    }

    static FreeholdException tooManyStart() {
        return new FreeholdException(
                ErrorCode.CAPACITY,
                "too many instances start at the same time",
                "try again; FREEHOLD_APP_STARTS says how many start together");
    }

    static FreeholdException tookTooLong(ServiceName service) {
        return new FreeholdException(
                ErrorCode.CAPACITY,
                "no instance of service \"" + service + "\" was free in time",
                "raise instances or concurrency in freehold.toml");
    }

    static FreeholdException noService(ServiceName service) {
        return new FreeholdException(
                ErrorCode.INTERNAL,
                "the output names no service \"" + service + "\"",
                "deploy again");
    }

    static FreeholdException startFailed(ServiceName service, Throwable cause) {
        return new FreeholdException(
                ErrorCode.INTERNAL,
                "could not start service \"" + service + "\"",
                "see the platform's log",
                cause);
    }
}
