package dev.freehold.cli.usage;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Shell completion made from the manuals: a script that needs no call of ours while one types.
public record Completion(List<Manual> manuals) {
    private static final String FISH_CONDITIONS =
            """
            function __freehold_is
              set -l typed (commandline -opc)
              test (count $typed) -gt 1; and test $typed[2] = $argv[1]
            end
            function __freehold_begins
              __freehold_is $argv[1]; and test (count (commandline -opc)) -eq 2
            end
            """;

    /// Where we have no word, the shell completes the names of files.
    public String forBash() {
        return """
        _freehold() {
          local word=${COMP_WORDS[COMP_CWORD]} choices= options= first=
          case ${COMP_WORDS[1]} in
        %s  esac
          if [ "$COMP_CWORD" -eq 1 ]; then
            choices="%s"
          elif [ "${word#-}" != "$word" ]; then
            choices=$options
          elif [ "$COMP_CWORD" -eq 2 ]; then
            choices=$first
          fi
          COMPREPLY=($(compgen -W "$choices" -- "$word"))
        }
        complete -o default -F _freehold freehold ./freehold\
        """
                .formatted(each("  %s) options=\"%s\" first=\"%s\" ;;\n"), names());
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
        return FISH_CONDITIONS
                + Stream.concat(commands, manuals.stream().flatMap(Completion::fishLines))
                        .collect(Collectors.joining("\n"));
    }

    private static Stream<String> fishLines(Manual manual) {
        var first =
                Stream.of(manual.words())
                        .filter(words -> !words.isEmpty())
                        .map(words ->
                                "complete -c freehold -n '__freehold_begins %s' -f -a '%s'"
                                        .formatted(manual.name(), words));
        return Stream.concat(first, options(manual).map(option -> fishLine(manual, option)));
    }

    private static String fishLine(Manual manual, Manual.Option option) {
        return "complete -c freehold -n '__freehold_is %s' -l %s%s -d '%s'"
                .formatted(
                        manual.name(),
                        option.name().substring(2),
                        option.takesValue() ? " -r" : "",
                        quoted(option.text()));
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
