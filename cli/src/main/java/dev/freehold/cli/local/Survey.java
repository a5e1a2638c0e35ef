package dev.freehold.cli.local;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Looks at the machine by the platform's own program, while no platform runs.
public record Survey(DataFolder data) {

    /// The checks in JSON, as the API of a running platform gives them.
    ///
    /// @param ports that a platform would be started with: `--api-port`, `7070`, …
    public String checks(List<String> ports) {
        var words = new ArrayList<>(List.of("doctor", "--data", data.path().toString()));
        words.addAll(ports);
        var program =
                new ProcessBuilder(ServerCommand.with(words))
                        .redirectError(ProcessBuilder.Redirect.INHERIT);
        try {
            var process = program.start();
            var answer =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status != 0) {
                throw failed("it ended with status " + status);
            }
            return answer;
        } catch (IOException e) {
            throw failed(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FreeholdException(ErrorCode.CANCELLED, "cancelled", "", e);
        }
    }

    private static FreeholdException failed(String why) {
        return new FreeholdException(
                ErrorCode.INTERNAL, "the platform's program can't look at the machine: " + why, "");
    }
}
