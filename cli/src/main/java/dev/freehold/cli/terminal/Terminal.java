package dev.freehold.cli.terminal;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Which of the three standard streams are a terminal, and whether it shows colours.
///
/// @param in whether a person can be asked
public record Terminal(boolean in, boolean out, boolean err, Colours wanted) {
    public static final Terminal NONE = new Terminal(false, false, false, Colours.OFF);

    /// The launcher knows (`test -t`) and says so in the property `freehold.terminal`, the numbers of
    /// the streams that are one; without it Linux's `/proc` tells, and elsewhere the JDK.
    static Terminal ofProcess(Map<String, String> environment) {
        return new Terminal(
                isTerminal(0), isTerminal(1), isTerminal(2), wantedColours(environment));
    }

    public Colours outColours() {
        return out ? wanted : Colours.OFF;
    }

    public Colours errColours() {
        return err ? wanted : Colours.OFF;
    }

    private static Colours wantedColours(Map<String, String> environment) {
        boolean refused =
                !environment.getOrDefault("NO_COLOR", "").isEmpty()
                        || environment.getOrDefault("TERM", "dumb").equals("dumb");
        return refused ? Colours.OFF : Colours.ON;
    }

    private static boolean isTerminal(int stream) {
        var said = System.getProperty("freehold.terminal");
        if (said != null) {
            return said.indexOf('0' + stream) >= 0;
        }
        try {
            var target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + stream)).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException notLinux) {
            return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
        }
    }
}
