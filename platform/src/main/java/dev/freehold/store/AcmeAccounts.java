package dev.freehold.store;

import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The platform's accounts at certificate authorities.
public final class AcmeAccounts {
    private final Handle handle;

    AcmeAccounts(Handle handle) {
        this.handle = handle;
    }

    /// @param directory of the authority
    /// @param location of the account there
    /// @param sealedKey as the vault wrote it
    public record Row(String directory, String location, String sealedKey) {}

    public Optional<Row> find(String directory) {
        return handle.createQuery("SELECT * FROM acme_accounts WHERE directory = ?")
                .bind(0, directory)
                .map((row, _) ->
                        new Row(
                                row.getString("directory"),
                                row.getString("location"),
                                row.getString("sealed_key")))
                .findOne();
    }

    public void put(Row row) {
        handle.execute("DELETE FROM acme_accounts WHERE directory = ?", row.directory());
        handle.execute(
                "INSERT INTO acme_accounts (directory, location, sealed_key) VALUES (?, ?, ?)",
                row.directory(),
                row.location(),
                row.sealedKey());
    }
}
