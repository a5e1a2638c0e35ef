package dev.freehold.journal;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.EnvironmentName;
import dev.freehold.model.HostName;
import dev.freehold.model.Invalid;
import dev.freehold.model.NamePattern;
import dev.freehold.model.ProjectName;
import dev.freehold.model.ServiceName;

/// A single thing that a change touches. Two changes are about the same if their subjects are equal.
public sealed interface Subject {
    /// A host name; its state is the deployment that it points to, and what moves it.
    record Name(HostName host) implements Subject {
        @Override
        public String toString() {
            return "name:" + host;
        }
    }

    /// A variable; its state is the revision that set it.
    record Variable(ProjectName project, EnvironmentName environment, String name)
            implements Subject {
        @Override
        public String toString() {
            return "variable:" + project + "/" + environment + "/" + name;
        }
    }

    /// A project's being there; its state is `there` or `trash`.
    record WholeProject(ProjectName project) implements Subject {
        @Override
        public String toString() {
            return "project:" + project;
        }
    }

    /// A deployment's being there; its state is `there` or `trash`.
    record OneDeployment(DeploymentId deployment) implements Subject {
        @Override
        public String toString() {
            return "deployment:" + deployment;
        }
    }

    /// How many instances a service has; its state is the [dev.freehold.model.Scale]'s text.
    record Scale(ProjectName project, EnvironmentName environment, ServiceName service)
            implements Subject {
        @Override
        public String toString() {
            return "scale:" + project + "/" + environment + "/" + service;
        }
    }

    /// A project's canary; its state is the candidate, its share and its limits.
    record Canary(ProjectName project) implements Subject {
        @Override
        public String toString() {
            return "canary:" + project;
        }
    }

    /// A domain of a user's own; its state is all of its row.
    record OwnDomain(NamePattern name) implements Subject {
        @Override
        public String toString() {
            return "domain:" + name;
        }
    }

    static Subject parse(String text) {
        var parts = text.split("[:/]", 4);
        return switch (parts[0]) {
            case "name" -> new Name(new HostName(parts[1]));
            case "variable" ->
                    new Variable(
                            new ProjectName(parts[1]), new EnvironmentName(parts[2]), parts[3]);
            case "scale" ->
                    new Scale(
                            new ProjectName(parts[1]),
                            new EnvironmentName(parts[2]),
                            new ServiceName(parts[3]));
            case "project" -> new WholeProject(new ProjectName(parts[1]));
            case "deployment" -> new OneDeployment(new DeploymentId(parts[1]));
            case "domain" -> new OwnDomain(new NamePattern(parts[1]));
            case "canary" -> new Canary(new ProjectName(parts[1]));
            default ->
                    throw Invalid.because("\"" + text + "\" is nothing that a change touches", "");
        };
    }
}
