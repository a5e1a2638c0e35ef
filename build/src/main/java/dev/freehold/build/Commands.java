package dev.freehold.build;

import dev.freehold.output.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// How the user's lines become commands. A plain `node file` or `bun file` is run directly, which saves a shell and, in
/// a start script, npm's third of a second; anything else goes to the shell inside the sandbox.
public final class Commands {
    private static final Pattern PLAIN =
            Pattern.compile("(?:node|bun)(\\s+[A-Za-z0-9_./@=:,+-]+)+");

    private Commands() {}

    public static Command of(String line) {
        return PLAIN.matcher(line).matches()
                ? new Command.Arguments(List.of(line.split("\\s+")))
                : new Command.Line(line);
    }

    /// Whether a line names a program that comes with Node.
    public static boolean needsNode(String line) {
        return line.matches("(?s).*(^|[\\s;&|(])(node|npm|npx)(\\s.*|$)");
    }

    /// The command, started in a folder of the service's files; empty for their top.
    public static Command in(String folder, Command command) {
        if (folder.isEmpty()) {
            return command;
        }
        var all = new ArrayList<>(List.of("/usr/bin/env", "--chdir=" + folder));
        all.addAll(command.arguments());
        return new Command.Arguments(all);
    }

    public static String shown(Command command) {
        return command.shown();
    }
}
