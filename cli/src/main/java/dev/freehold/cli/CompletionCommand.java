package dev.freehold.cli;

import dev.freehold.cli.usage.Arguments;
import dev.freehold.cli.usage.Completion;
import dev.freehold.cli.usage.Manual;
import java.util.List;

/// Prints what makes a shell complete our commands.
final class CompletionCommand implements Command {

    @Override
    public Manual manual() {
        return Manual.of(
                        "completion",
                        "bash|zsh|fish",
                        "Print what makes your shell complete commands and options.")
                .example("source <(freehold completion bash)", "in ~/.bashrc")
                .example("source <(freehold completion zsh)", "in ~/.zshrc, after compinit")
                .example("freehold completion fish | source", "in ~/.config/fish/config.fish");
    }

    @Override
    public int run(Arguments arguments, Session session) {
        var completion = new Completion(manuals());
        var shell = arguments.need(0, "the shell");
        session.screen()
                .print(
                        switch (shell) {
                            case "bash" -> completion.forBash();
                            case "zsh" -> completion.forZsh();
                            case "fish" -> completion.forFish();
                            default ->
                                    throw arguments.wrong(
                                            "\"" + shell + "\" is none of bash, zsh, fish");
                        });
        return 0;
    }

    private static List<Manual> manuals() {
        return Commands.names().stream()
                .map(name -> Commands.find(name).orElseThrow().manual())
                .toList();
    }
}
