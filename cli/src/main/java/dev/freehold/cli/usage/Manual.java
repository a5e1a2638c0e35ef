package dev.freehold.cli.usage;

import java.util.ArrayList;
import java.util.List;

/// What a command takes and what it is for: parsed against, printed as its help, and the source of
/// shell completion.
///
/// @param arguments what follows the name, as in the help: `[folder]`, `NAME`, `COMMAND...`
public record Manual(
        String name,
        String arguments,
        String summary,
        List<Option> options,
        List<Example> examples) {

    /// One `--option`, with a value where `value` names one.
    public record Option(String name, String value, String text) {
        public boolean takesValue() {
            return !value.isEmpty();
        }
    }

    /// A line to copy, and what it does.
    public record Example(String line, String text) {}

    public static Manual of(String name, String arguments, String summary) {
        return new Manual(name, arguments, summary, List.of(), List.of());
    }

    public Manual option(String option, String value, String text) {
        return new Manual(
                name, arguments, summary, with(options, new Option(option, value, text)), examples);
    }

    public Manual flag(String option, String text) {
        return option(option, "", text);
    }

    /// For every command that prints facts.
    public Manual json() {
        return flag("--json", "print JSON, for programs");
    }

    /// For every command that works on one project.
    public Manual project() {
        return option(
                "--project", "NAME", "the project; default: the one this folder is linked to");
    }

    public Manual example(String line, String text) {
        return new Manual(
                name, arguments, summary, options, with(examples, new Example(line, text)));
    }

    /// The whole line: `freehold env add NAME [options]`.
    public String line() {
        var takes = arguments.isEmpty() ? "" : " " + arguments;
        return "freehold " + name + takes + " [options]";
    }

    /// A command that hands its arguments on takes no options after the first of them.
    boolean handsOn() {
        return arguments.contains("COMMAND...");
    }

    /// The words that the first argument may be: `ls add rm` of `[ls|add|rm] [host]`.
    String words() {
        var first = arguments.split(" ")[0];
        boolean literal = first.contains("|") && !first.contains("project");
        return literal ? first.replace("[", "").replace("]", "").replace('|', ' ') : "";
    }

    int maxArguments() {
        if (arguments.isEmpty()) {
            return 0;
        }
        return arguments.contains("...") ? Integer.MAX_VALUE : arguments.split(" ").length;
    }

    private static <T> List<T> with(List<T> list, T added) {
        var longer = new ArrayList<>(list);
        longer.add(added);
        return List.copyOf(longer);
    }
}
