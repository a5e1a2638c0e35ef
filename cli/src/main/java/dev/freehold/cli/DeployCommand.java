package dev.freehold.cli;

import dev.freehold.cli.usage.Arguments;
import dev.freehold.cli.usage.Manual;

/// Puts a folder on a URL.
final class DeployCommand implements Command {
    @Override
    public Manual manual() {
        return Manual.of(
                        "deploy",
                        "[folder]",
                        "Put a folder on a URL. Prints the URL, alone, on standard output.")
                .option(
                        "--name",
                        "NAME",
                        "the project; default: the linked one, else the folder's name")
                .flag(
                        "--all",
                        "at the top of a workspace: every package with something to serve, each as a project of"
                                + " its own; what has not changed is left alone")
                .flag("--preview", "deploy beside production, with the preview environment")
                .option("--env", "NAME", "deploy to that environment; default: production")
                .option("--branch", "NAME", "also answer at PROJECT--git-BRANCH")
                .option("--message", "TEXT", "what this deployment is, for the history")
                .flag("--dry-run", "say what was detected and would be done, and do nothing")
                .flag("--send-env-files", "send .env files and keys too; better: freehold env add")
                .json()
                .example("freehold deploy", "deploy this folder to production")
                .example(
                        "freehold deploy site --name shop",
                        "deploy ./site as http://shop.localhost:8080")
                .example(
                        "freehold deploy apps/web",
                        "deploy one package of a workspace, with the others that it needs")
                .example(
                        "freehold deploy --all",
                        "deploy what has changed of a workspace, and print a table")
                .example("freehold deploy --preview", "a URL of its own; production stays as it is")
                .example("freehold deploy --dry-run", "what would be built, run and routed");
    }

    @Override
    public int run(Arguments arguments, Session session) {
        return arguments.has("--all")
                ? new DeployAll(arguments, session).run()
                : new Deploy(arguments, session).run();
    }
}
