package dev.freehold.backup;

import dev.freehold.model.Secret;
import dev.freehold.store.DataFolder;
import dev.freehold.store.Database;
import dev.freehold.store.Gate;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/// Writes one archive of everything that can't be made again, while the platform runs: the key (sealed),
/// the database as of one moment, all content, and the volumes.
///
/// It is consistent because the database is copied first, content is only ever added, and nothing is
/// swept meanwhile. The files of a volume are read while apps may write them, as after a power cut.
public final class Backup {
    static final String KEY = "key.sealed";
    static final String DATABASE = "freehold.db";
    static final String BLOBS = "blobs/";
    static final String VOLUMES = "volumes/";

    private final DataFolder folder;
    private final Database database;
    private final Gate gate;

    public Backup(DataFolder folder, Database database, Gate gate) {
        this.folder = folder;
        this.database = database;
        this.gate = gate;
    }

    /// Seals the key now, so that a bad passphrase is refused before anything is sent.
    public Prepared prepare(Secret passphrase) throws IOException {
        return new Prepared(Seal.close(Files.readAllBytes(folder.key()), passphrase));
    }

    /// A backup that is about to be written.
    public final class Prepared {
        private final byte[] sealedKey;

        private Prepared(byte[] sealedKey) {
            this.sealedKey = sealedKey;
        }

        /// Writes a gzipped tar; does not close what it writes to.
        public void write(OutputStream out) throws IOException {
            var failure =
                    gate.relying(() -> {
                        try {
                            pack(out, sealedKey);
                            return java.util.Optional.<IOException>empty();
                        } catch (IOException e) {
                            return java.util.Optional.of(e);
                        }
                    });
            if (failure.isPresent()) {
                throw failure.get();
            }
        }
    }

    private void pack(OutputStream out, byte[] sealedKey) throws IOException {
        var copy = folder.root().resolve("backup-" + UUID.randomUUID() + ".db");
        try (var archive = new ArchiveWriter(out)) {
            database.maintain("VACUUM INTO ?", copy.toString());
            archive.add(KEY, sealedKey);
            archive.add(DATABASE, copy);
            archive.addFolder(BLOBS, folder.blobs().resolve("sha256"));
            archive.addFolder(VOLUMES, folder.volumes());
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    static Path blobs(DataFolder folder) {
        return folder.blobs().resolve("sha256");
    }
}
