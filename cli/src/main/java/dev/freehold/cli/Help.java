package dev.freehold.cli;

import dev.freehold.cli.terminal.Colours;
import dev.freehold.cli.usage.Arguments;
import dev.freehold.cli.usage.Manual;
import java.util.List;

/// What `--help` prints.
final class Help {
    private Help() {}

    static String overview(Colours colours) {
        var help = new StringBuilder("Freehold: the deploy layer that you own.\n\n");
        help.append(colours.bold("Commands")).append('\n');
        for (var name : Commands.names()) {
            var manual = Commands.find(name).orElseThrow().manual();
            line(help, name, manual.summary(), 12);
        }
        help.append('\n').append(colours.bold("Start here")).append('\n');
        line(help, "freehold deploy", "put the folder you are in on a URL", 30);
        line(help, "freehold deploy --help", "what else that can do", 30);
        line(help, "freehold --version", "which Freehold this is", 30);
        return help.append("\nExit status: ").append(EXIT_STATUSES).toString();
    }

    static String of(Manual manual, Colours colours) {
        var help = new StringBuilder(manual.line()).append("\n\n  ");
        help.append(manual.summary()).append("\n\n").append(colours.bold("Options")).append('\n');
        options(help, manual.options());
        options(help, Arguments.COMMON);
        help.append('\n').append(colours.bold("Examples")).append('\n');
        for (var example : manual.examples()) {
            line(help, example.line(), example.text(), 40);
        }
        return help.toString().stripTrailing();
    }

    private static final String EXIT_STATUSES =
            """
            0 done
              10 build failed   11 start failed   12 release step failed   64 not understood
              65 refused        66 not found      69 not available         70 our own fault
              75 try again      77 not allowed    130 cancelled\
            """;

    private static void options(StringBuilder help, List<Manual.Option> options) {
        for (var option : options) {
            var name = option.takesValue() ? option.name() + " " + option.value() : option.name();
            line(help, name, option.text(), 20);
        }
    }

    private static void line(StringBuilder help, String left, String right, int width) {
        help.append("  ").append(left);
        help.repeat(' ', Math.max(2, width - left.length())).append(right).append('\n');
    }
}
