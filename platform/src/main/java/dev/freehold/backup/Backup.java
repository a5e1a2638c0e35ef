package dev.freehold.backup;

import dev.freehold.model.ProjectName;
import dev.freehold.model.Secret;
import dev.freehold.model.TeamId;
import dev.freehold.run.Provider;
import dev.freehold.store.DataFolder;
import dev.freehold.store.Database;
import dev.freehold.store.Folders;
import dev.freehold.store.Gate;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes one archive of everything that can't be made again, while the platform runs: the key (sealed),
/// the database as of one moment, all content, and the volumes.
///
/// It is consistent because the database is copied first, content is only ever added, and nothing is
/// swept meanwhile. The volumes of a project are copied while what runs of it is held still, so that they
/// are as a power cut at that moment would have left them, which every database file is made for. What
/// is packed is that copy, so that nobody stands still for a slow reader.
public final class Backup {
    private static final Logger LOG = LoggerFactory.getLogger(Backup.class);
    private static final String COPY = ".copy-";
    static final String KEY = "key.sealed";
    static final String DATABASE = "freehold.db";
    static final String BLOBS = "blobs/";
    static final String VOLUMES = "volumes/";

    /// The last entry: an archive without it was cut.
    static final String END = "end";

    private final DataFolder folder;
    private final Database database;
    private final Provider provider;
    private final Gate gate;

    public Backup(DataFolder folder, Database database, Provider provider, Gate gate) {
        this.folder = folder;
        this.database = database;
        this.provider = provider;
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
        var archive = new ArchiveWriter(out);
        archive.add(KEY, sealedKey);
        packDatabase(archive);
        archive.addFolder(BLOBS, blobs(folder));
        for (var team : folders(folder.volumes())) {
            archive.add(VOLUMES + team.getFileName(), team);
            for (var project : folders(team)) {
                packVolumes(archive, project);
            }
        }
        archive.add(END, new byte[0]);
        archive.finish();
    }

    private void packDatabase(ArchiveWriter archive) throws IOException {
        var copy = fresh();
        try {
            database.copyTo(copy);
            archive.add(DATABASE, copy);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private void packVolumes(ArchiveWriter archive, Path project) throws IOException {
        var name = folder.volumes().relativize(project).toString();
        try (var copy = FolderCopy.into(fresh())) {
            long began = System.nanoTime();
            provider.whileStill(
                    new TeamId(name(team(project))),
                    new ProjectName(name(project)),
                    () -> copy.take(project));
            LOG.info(
                    "held still for a backup project={} millis={}",
                    name(project),
                    (System.nanoTime() - began) / 1_000_000);
            archive.add(VOLUMES + name, copy.folder());
            archive.addFolder(VOLUMES + name + "/", copy.folder());
        }
    }

    private Path fresh() {
        return folder.root().resolve(COPY + UUID.randomUUID());
    }

    /// What a platform left that was ended in the midst of a backup.
    public void clearLeftovers() {
        try (var copies = Files.newDirectoryStream(folder.root(), COPY + "*")) {
            for (var copy : copies) {
                Folders.delete(copy);
            }
        } catch (IOException e) {
            LOG.warn("could not clear the copies of a backup", e);
        }
    }

    private static Path team(Path project) {
        return Objects.requireNonNull(project.getParent(), "a project's volumes lie in its team's");
    }

    private static String name(Path folder) {
        return String.valueOf(folder.getFileName());
    }

    private static List<Path> folders(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var all = Files.list(folder)) {
            return all.filter(Files::isDirectory).sorted().toList();
        }
    }

    static Path blobs(DataFolder folder) {
        return folder.blobs().resolve("sha256");
    }
}
