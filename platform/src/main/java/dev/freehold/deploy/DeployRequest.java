package dev.freehold.deploy;

import dev.freehold.model.EnvironmentName;
import dev.freehold.model.Invalid;
import dev.freehold.model.ProjectName;
import dev.freehold.output.Tree;
import dev.freehold.store.Caller;
import java.util.Optional;

/// Somebody wants a tree to be deployed. Of a message only a line is kept.
public record DeployRequest(
        Caller caller,
        ProjectName project,
        EnvironmentName environment,
        Optional<String> branch,
        Optional<String> message,
        Tree tree) {
    private static final int LONGEST_BRANCH = 250;
    private static final int LONGEST_MESSAGE = 500;

    public DeployRequest {
        branch.ifPresent(DeployRequest::checkBranch);
        message = message.map(DeployRequest::line).filter(line -> !line.isEmpty());
    }

    private static void checkBranch(String branch) {
        if (branch.length() > LONGEST_BRANCH || !line(branch).equals(branch)) {
            throw Invalid.because(
                    "that can't be a branch's name",
                    "use at most " + LONGEST_BRANCH + " characters in one line");
        }
    }

    private static String line(String text) {
        var line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.substring(0, Math.min(line.length(), LONGEST_MESSAGE));
    }
}
