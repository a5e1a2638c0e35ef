package dev.freehold.cli.usage;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Shell completion made from the manuals: a script that needs no call of ours while one types.
public record Completion(List<Manual> manuals) {

    public String forBash() {
        return """
        _freehold() {
          local word=${COMP_WORDS[COMP_CWORD]} options
          if [ "$COMP_CWORD" -eq 1 ]; then
            COMPREPLY=($(compgen -W "%s" -- "$word"))
            return
          fi
          case ${COMP_WORDS[1]} in
        %s  esac
          case $word in
          -*) COMPREPLY=($(compgen -W "$options" -- "$word")) ;;
          *) COMPREPLY=($(compgen -W "$words" -f -- "$word")) ;;
          esac
        }
        complete -o filenames -F _freehold freehold ./freehold\
        """
                .replace("local word=", "local words= word=")
                .formatted(names(), each("  %s) options=\"%s\" words=\"%s\" ;;\n"));
    }

    /// Zsh reads bash's with its own adapter.
    public String forZsh() {
        return "autoload -U +X bashcompinit && bashcompinit\n" + forBash();
    }

    public String forFish() {
        var commands =
                manuals.stream()
                        .map(manual ->
                                "complete -c freehold -n __fish_use_subcommand -f -a %s -d '%s'"
                                        .formatted(manual.name(), quoted(manual.summary())));
        return Stream.concat(commands, manuals.stream().flatMap(Completion::fishOptions))
                .collect(Collectors.joining("\n"));
    }

    private static Stream<String> fishOptions(Manual manual) {
        return options(manual)
                .map(option ->
                        "complete -c freehold -n '__fish_seen_subcommand_from %s' -l %s%s -d '%s'"
                                .formatted(
                                        manual.name(),
                                        option.name().substring(2),
                                        option.takesValue() ? " -r" : "",
                                        quoted(option.text())));
    }

    private String names() {
        return manuals.stream().map(Manual::name).collect(Collectors.joining(" "));
    }

    private String each(String line) {
        return manuals.stream()
                .map(manual ->
                        line.formatted(
                                manual.name(),
                                options(manual)
                                        .map(Manual.Option::name)
                                        .collect(Collectors.joining(" ")),
                                manual.words()))
                .collect(Collectors.joining());
    }

    private static Stream<Manual.Option> options(Manual manual) {
        return Stream.concat(manual.options().stream(), Arguments.COMMON.stream());
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("'", "\\'");
    }
}
