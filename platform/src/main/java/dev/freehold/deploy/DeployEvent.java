package dev.freehold.deploy;

import dev.freehold.model.DeploymentId;
import dev.freehold.store.Deployment;
import dev.freehold.store.Problem;
import java.net.URI;

/// What a deploy says while it goes on; the last is Done or Failed.
public sealed interface DeployEvent {
    record Accepted(DeploymentId id, URI url) implements DeployEvent {}

    record Step(Name step, String text) implements DeployEvent {
        public enum Name {
            WAIT,
            BUILD,
            PLACE,
            START,
            SWITCH,
            DRAIN
        }
    }

    record Log(String text) implements DeployEvent {}

    /// @param url where visitors find it now
    record Done(Deployment deployment, URI url) implements DeployEvent {}

    record Failed(Problem problem) implements DeployEvent {}

    default boolean isLast() {
        return this instanceof Done || this instanceof Failed;
    }
}
