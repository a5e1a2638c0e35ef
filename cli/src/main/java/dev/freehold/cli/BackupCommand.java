package dev.freehold.cli;

import dev.freehold.cli.terminal.ProgressBar;
import dev.freehold.cli.terminal.Words;
import dev.freehold.cli.usage.Arguments;
import dev.freehold.cli.usage.Manual;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/// Writes everything that the platform keeps into one archive, while it runs.
final class BackupCommand implements Command {
    private static final int BUFFER = 1 << 16;

    @Override
    public Manual manual() {
        return Manual.of(
                        "backup",
                        "file",
                        "Write everything into one archive, sealed by a passphrase.")
                .json()
                .example("freehold backup monday.freehold", "asks for a passphrase, twice")
                .example("FREEHOLD_PASSPHRASE=… freehold backup f", "for a script");
    }

    @Override
    public int run(Arguments arguments, Session session) {
        var file = session.folder().resolve(arguments.need(0, "the archive's file"));
        if (Files.exists(file)) {
            throw new FreeholdException(
                    ErrorCode.CONFLICT, "\"" + file + "\" is there already", "name a new file");
        }
        var passphrase = Passphrase.chosen(session);
        long size = 0;
        try (var archive = session.api().download("/backup", Map.of("passphrase", passphrase))) {
            size = write(archive, file, session);
        } catch (IOException e) {
            throw new FreeholdException(
                    ErrorCode.UNAVAILABLE,
                    "the backup broke off: " + e.getMessage(),
                    "nothing was left behind; try again, where there is room enough",
                    e);
        }
        if (arguments.has("--json")) {
            session.screen().print("{\"size\":" + size + "}");
        }
        session.screen()
                .say(
                        "Wrote "
                                + Words.size(size)
                                + " to "
                                + file
                                + ". Without the passphrase it can't be read.");
        return 0;
    }

    /// Under its name only once it is whole.
    private static long write(InputStream archive, Path file, Session session) throws IOException {
        var mode =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var draft =
                Files.createTempFile(file.toAbsolutePath().getParent(), ".backup", ".part", mode);
        try {
            try (var out = Files.newOutputStream(draft)) {
                copy(archive, out, session);
            }
            long size = Files.size(draft);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            return size;
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void copy(InputStream from, OutputStream to, Session session)
            throws IOException {
        var bar = new ProgressBar("writing", 0, session.screen().colours());
        session.screen().show((frame, width) -> Words.cut("  writing " + bar.soFar(), width));
        var buffer = new byte[BUFFER];
        for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
            to.write(buffer, 0, n);
            bar.move(n);
        }
        session.screen().still();
    }
}
