package dev.freehold.build.config;

import dev.freehold.model.Invalid;
import dev.freehold.model.ServiceName;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Reads a `Procfile`: `name: command`, a line each; `web` is served, `release` runs before the switch,
/// the others are workers.
public final class Procfile {
    public static final String NAME = "Procfile";
    private static final Pattern LINE = Pattern.compile("([A-Za-z0-9_-]+):\\s*(\\S.*)");

    private Procfile() {}

    /// @throws dev.freehold.model.FreeholdException INVALID, naming the line
    public static Map<ServiceName, String> read(String text) {
        var commands = new TreeMap<ServiceName, String>();
        int number = 0;
        for (var line : text.lines().map(String::strip).toList()) {
            number++;
            if (!line.isEmpty() && !line.startsWith("#")) {
                readLine(line, number, commands);
            }
        }
        return commands;
    }

    private static void readLine(String line, int number, Map<ServiceName, String> commands) {
        var match = LINE.matcher(line);
        if (!match.matches()) {
            throw Invalid.because(
                    "line " + number + " of the Procfile is \"" + line + "\"",
                    "write \"web: node server.js\": a name, a colon and a command");
        }
        if (commands.putIfAbsent(new ServiceName(match.group(1)), match.group(2)) != null) {
            throw Invalid.because(
                    "line " + number + " of the Procfile names \"" + match.group(1) + "\" again",
                    "give each process a name of its own");
        }
    }
}
