package dev.freehold.cli.usage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What was typed after a command's name, checked against its [Manual].
public final class Arguments {
    /// Options of every command; they stand in no command's own list.
    public static final List<Manual.Option> COMMON =
            List.of(
                    new Manual.Option(
                            "--api",
                            "URL",
                            "the platform's address; default: $FREEHOLD_API, or the one on this machine"),
                    new Manual.Option(
                            "--data",
                            "FOLDER",
                            "the platform's data folder; default: $FREEHOLD_HOME"),
                    new Manual.Option("--help", "", "print this"));

    private final Manual manual;
    private final Map<String, String> options = new HashMap<>();
    private final List<String> rest = new ArrayList<>();

    private Arguments(Manual manual) {
        this.manual = manual;
    }

    /// Reads `--name value`, `--name=value`, flags, and everything after `--` as it stands.
    ///
    /// @throws UsageError for what the command doesn't take
    public static Arguments parse(Manual manual, List<String> typed) {
        var arguments = new Arguments(manual);
        arguments.read(typed);
        if (arguments.rest.size() > manual.maxArguments() && !arguments.has("--help")) {
            var extra = arguments.rest.get(manual.maxArguments());
            throw arguments.wrong("\"" + extra + "\" is one argument too many");
        }
        return arguments;
    }

    public boolean has(String option) {
        return options.containsKey(option);
    }

    public Optional<String> find(String option) {
        return Optional.ofNullable(options.get(option));
    }

    public Optional<String> find(int position) {
        return position < rest.size() ? Optional.of(rest.get(position)) : Optional.empty();
    }

    /// The argument that can't be left out.
    public String need(int position, String what) {
        return find(position).orElseThrow(() -> wrong(what + " is missing"));
    }

    public List<String> rest() {
        return List.copyOf(rest);
    }

    /// The error for a line that this command can't be given.
    public UsageError wrong(String message) {
        return new UsageError(
                message, manual.line() + " (freehold " + manual.name() + " --help says more)");
    }

    private void read(List<String> typed) {
        for (int i = 0; i < typed.size(); i++) {
            var word = typed.get(i);
            if (word.equals("--")) {
                rest.addAll(typed.subList(i + 1, typed.size()));
                return;
            }
            if (!word.startsWith("-") || word.equals("-")) {
                if (manual.handsOn()) {
                    rest.addAll(typed.subList(i, typed.size()));
                    return;
                }
                rest.add(word);
            } else {
                i += readOption(word, i + 1 < typed.size() ? typed.get(i + 1) : "");
            }
        }
    }

    /// How many words beside the option's own were used.
    private int readOption(String word, String next) {
        int equals = word.indexOf('=');
        var name = equals < 0 ? word : word.substring(0, equals);
        var option = option(name);
        if (!option.takesValue()) {
            if (equals >= 0) {
                throw wrong(option.name() + " takes no value");
            }
            options.put(option.name(), "");
            return 0;
        }
        var value = equals < 0 ? next : word.substring(equals + 1);
        if (value.isEmpty() || (equals < 0 && value.startsWith("--"))) {
            throw wrong(option.name() + " needs a value: " + option.name() + " " + option.value());
        }
        options.put(option.name(), value);
        return equals < 0 ? 1 : 0;
    }

    private Manual.Option option(String typed) {
        var name = typed.equals("-h") ? "--help" : typed;
        for (var option : manual.options()) {
            if (option.name().equals(name) || isShortFor(name, option)) {
                return option;
            }
        }
        for (var option : COMMON) {
            if (option.name().equals(name)) {
                return option;
            }
        }
        throw unknown(name);
    }

    /// `-f` stands for `--follow`: the first letter, where the help says so.
    private static boolean isShortFor(String typed, Manual.Option option) {
        return typed.length() == 2 && option.text().startsWith("(" + typed + ")");
    }

    private UsageError unknown(String name) {
        var known = new ArrayList<String>();
        manual.options().forEach(option -> known.add(option.name()));
        COMMON.forEach(option -> known.add(option.name()));
        var nearest =
                Nearest.to(name, known).map(near -> "; did you mean " + near + "?").orElse("");
        return wrong("freehold " + manual.name() + " has no option " + name + nearest);
    }
}
