package dev.freehold.cli.local;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How the platform's own JVM is called. Its flags, class path and AOT cache stand in the product's
/// `server.args`, which is made where the product is built.
final class ServerCommand {
    private static final String MAIN_CLASS = "dev.freehold.server.Main";

    private ServerCommand() {}

    /// The whole command line, as a list.
    ///
    /// @param words what main is given: `up --data …`, `restore …`
    static List<String> with(List<String> words) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + arguments());
        command.add(MAIN_CLASS);
        command.addAll(words);
        return command;
    }

    /// Runs it to its end, on the user's terminal; it tells its errors itself.
    ///
    /// @param environment what it is given beside ours
    /// @return its exit status
    static int run(List<String> words, Map<String, String> environment) {
        var program = new ProcessBuilder(with(words)).inheritIO();
        program.environment().putAll(environment);
        try {
            return program.start().waitFor();
        } catch (IOException e) {
            throw new FreeholdException(
                    ErrorCode.INTERNAL,
                    "the platform's program can't be started: " + e.getMessage(),
                    "",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FreeholdException(ErrorCode.CANCELLED, "cancelled", "", e);
        }
    }

    private static Path arguments() {
        var product = System.getProperty("freehold.product", "");
        var arguments = Path.of(product, "server.args");
        if (product.isEmpty() || !Files.exists(arguments)) {
            throw new FreeholdException(
                    ErrorCode.MISSING_TOOL,
                    "this freehold command has no platform beside it",
                    "call it as ./freehold from a checkout, or as it was installed");
        }
        return arguments;
    }
}
