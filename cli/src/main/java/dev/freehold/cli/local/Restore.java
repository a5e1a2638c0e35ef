package dev.freehold.cli.local;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Brings a backup back by the platform's own program, while no platform runs.
public record Restore(DataFolder data) {

    /// @throws FreeholdException CONFLICT where there is a database already
    public void checkEmpty() {
        if (Files.exists(data.path().resolve("freehold.db"))) {
            throw new FreeholdException(
                    ErrorCode.CONFLICT,
                    "the data folder \"" + data.path() + "\" is not empty",
                    "restore into another one: --data FOLDER");
        }
    }

    /// The exit status of the platform's program, which tells its errors itself.
    ///
    /// @param environment what it is given beside ours; the passphrase, which stands on no line
    public int run(Path archive, Map<String, String> environment) {
        var words =
                List.of("restore", "--data", data.path().toString(), "--file", archive.toString());
        return ServerCommand.run(words, environment);
    }
}
