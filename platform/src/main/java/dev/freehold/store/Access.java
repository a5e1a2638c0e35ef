package dev.freehold.store;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.Secret;
import dev.freehold.model.TeamId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/// Who may ask: the owner's token, made at the first start, and whose any token is.
public final class Access {
    private static final int TOKEN_BYTES = 32;

    private final Database database;
    private final Clock clock;

    public Access(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Writes the owner's token into a file that only the owner can read, where it holds no valid one. One
    /// that the owner had before is not valid any more.
    public void makeOwner(Path tokenFile, String actor) {
        if (!holdsValid(tokenFile)) {
            var owner = new Caller(TeamId.OWNER, actor);
            var token = draw();
            writeToken(tokenFile, token);
            database.writeAll(all -> {
                all.tokens().removeLasting(owner);
                all.tokens().add(token, owner, clock.instant(), Optional.empty());
                return owner;
            });
        }
    }

    /// Whether nobody has had a token yet: the database was made just now.
    public boolean isNew() {
        return database.readAll(all -> all.tokens().isEmpty());
    }

    private boolean holdsValid(Path tokenFile) {
        try {
            var token = new Secret(Files.readString(tokenFile).strip());
            return database.readAll(all -> all.tokens().find(token, clock.instant())).isPresent();
        } catch (NoSuchFileException _) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @param expires until when it is valid; empty is forever
    public void add(Secret token, Caller caller, Optional<Instant> expires) {
        database.writeAll(all -> {
            all.tokens().add(token, caller, clock.instant(), expires);
            return caller;
        });
    }

    /// @throws FreeholdException UNAUTHORIZED
    public Caller caller(Secret token) {
        return database.readAll(all -> all.tokens().find(token, clock.instant()))
                .orElseThrow(() ->
                        new FreeholdException(
                                ErrorCode.UNAUTHORIZED,
                                "the token is not valid here, or has expired",
                                "send \"Authorization: Bearer …\" with the token in the data folder's file \"token\"; the command line takes it from FREEHOLD_TOKEN"));
    }

    private static Secret draw() {
        var bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        return new Secret("fh_" + HexFormat.of().formatHex(bytes));
    }

    private static void writeToken(Path file, Secret token) {
        try {
            PrivateFile.write(file, token.reveal() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
