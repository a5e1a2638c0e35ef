package dev.freehold.server;

import dev.freehold.backup.Restore;
import dev.freehold.model.Invalid;
import dev.freehold.model.Secret;
import dev.freehold.store.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Brings a backup back into an empty data folder: `restore --file ARCHIVE [--data DIR]`, with the
/// passphrase in the environment, where no list of processes shows it.
final class Restoration {
    private static final String FILE = "--file";
    private static final String PASSPHRASE = "FREEHOLD_PASSPHRASE";

    private Restoration() {}

    static void perform(List<String> arguments, Map<String, String> environment)
            throws IOException {
        var others = new ArrayList<>(arguments);
        var archive = takeFile(others);
        var settings = Settings.parse(others, environment);
        new DataFolder(settings.dataFolder()).make();
        try (var _ = DataFolderLock.ofControl(new DataFolder(settings.dataFolder()));
                var content = Files.newInputStream(archive)) {
            var folder = new DataFolder(settings.dataFolder());
            new Restore(folder, Settings.database(folder, environment), passphrase(environment))
                    .from(content);
        }
    }

    private static Path takeFile(List<String> arguments) {
        int at = arguments.indexOf(FILE);
        if (at < 0 || at + 1 == arguments.size()) {
            throw Invalid.because("there is no archive to restore from", "use --file ARCHIVE");
        }
        arguments.remove(at);
        return Path.of(arguments.remove(at));
    }

    private static Secret passphrase(Map<String, String> environment) {
        var text = environment.get(PASSPHRASE);
        if (text == null) {
            throw Invalid.because("there is no passphrase", "set " + PASSPHRASE);
        }
        return new Secret(text);
    }
}
