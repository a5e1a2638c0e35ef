package dev.freehold.cli;

import dev.freehold.cli.api.Json;
import dev.freehold.cli.local.Restore;
import dev.freehold.cli.usage.Arguments;
import dev.freehold.cli.usage.Manual;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.nio.file.Files;
import java.util.Map;

/// Brings a backup back, into an empty data folder.
final class RestoreCommand implements Command {

    @Override
    public Manual manual() {
        return Manual.of("restore", "file", "Bring a backup back, into an empty data folder.")
                .json()
                .example("freehold restore monday.freehold", "then: freehold up")
                .example("freehold restore f --data /srv/freehold", "into another data folder");
    }

    @Override
    public int run(Arguments arguments, Session session) {
        var file = session.folder().resolve(arguments.need(0, "the archive's file"));
        if (!Files.isReadable(file)) {
            throw new FreeholdException(
                    ErrorCode.NOT_FOUND, "\"" + file + "\" can't be read", "check the path");
        }
        var restore = new Restore(session.data());
        restore.checkEmpty();
        int status = restore.run(file, Map.of(Passphrase.VARIABLE, Passphrase.known(session)));
        if (status == 0 && arguments.has("--json")) {
            var facts = Map.of("dataFolder", session.data().path().toString());
            session.screen().print(Json.write(facts));
        } else if (status == 0) {
            session.screen()
                    .say("Restored into " + session.data().path() + ". \"freehold up\" starts it.");
        }
        return status;
    }
}
