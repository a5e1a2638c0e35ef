package dev.freehold.cli;

import dev.freehold.cli.api.Json;
import dev.freehold.cli.upload.Walk.EnvFiles;
import dev.freehold.cli.usage.Arguments;
import dev.freehold.model.EnvironmentName;

/// What the line of a deploy asks for, whichever folder it is about.
record DeployOptions(Arguments arguments) {
    DeployOptions {
        if (arguments.has("--preview") && arguments.has("--env")) {
            throw arguments.wrong("--preview and --env exclude each other");
        }
    }

    EnvironmentName environment() {
        return arguments.has("--preview")
                ? EnvironmentName.PREVIEW
                : arguments
                        .find("--env")
                        .map(EnvironmentName::new)
                        .orElse(EnvironmentName.PRODUCTION);
    }

    EnvFiles envFiles() {
        return arguments.has("--send-env-files") ? EnvFiles.SENT : EnvFiles.KEPT_HERE;
    }

    boolean onlyPlans() {
        return arguments.has("--dry-run");
    }

    boolean json() {
        return arguments.has("--json");
    }

    /// The members of a request that say it.
    void writeTo(StringBuilder json) {
        json.append("\"environment\":");
        Json.quote(environment().value(), json);
        write("branch", json);
        write("message", json);
    }

    private void write(String member, StringBuilder json) {
        arguments
                .find("--" + member)
                .ifPresent(text -> {
                    json.append(",\"").append(member).append("\":");
                    Json.quote(text, json);
                });
    }
}
