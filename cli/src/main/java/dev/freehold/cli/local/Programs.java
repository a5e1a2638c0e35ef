package dev.freehold.cli.local;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Other programs of this machine.
public final class Programs {
    private Programs() {}

    /// Looked for on the PATH.
    public static Optional<String> find(String name, Map<String, String> environment) {
        for (var folder : environment.getOrDefault("PATH", "").split(":")) {
            var file = Path.of(folder, name);
            if (file.isAbsolute() && Files.isExecutable(file)) {
                return Optional.of(file.toString());
            }
        }
        return Optional.empty();
    }

    /// Runs one to its end.
    ///
    /// @return what it said, where it succeeded
    /// @throws FreeholdException UNAVAILABLE with what it said where it did not
    static String run(List<String> line) {
        try {
            var process = new ProcessBuilder(line).redirectErrorStream(true).start();
            process.getOutputStream().close();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw failed(line, said.strip(), null);
            }
            return said;
        } catch (IOException e) {
            throw failed(line, String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FreeholdException(ErrorCode.CANCELLED, "cancelled", "", e);
        }
    }

    private static FreeholdException failed(
            List<String> line, String said, @Nullable Exception cause) {
        return new FreeholdException(
                ErrorCode.UNAVAILABLE,
                "\"" + String.join(" ", line) + "\" failed: " + said,
                "\"freehold trust --print\" writes the certificate, to be installed by hand",
                cause);
    }
}
