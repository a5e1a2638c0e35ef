package dev.freehold.backup;

import dev.freehold.model.Digest;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.Secret;
import dev.freehold.store.BlobFolder;
import dev.freehold.store.DataFolder;
import dev.freehold.store.Database;
import dev.freehold.store.Engine;
import dev.freehold.store.PrivateFile;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/// Brings a backup back into an empty data folder, while no platform runs on it. The epoch is raised, so
/// that what nodes then hear is newer than all they heard before.
public final class Restore {
    private final DataFolder folder;
    private final Engine engine;
    private final Secret passphrase;

    /// @param engine what is to keep the database
    public Restore(DataFolder folder, Engine engine, Secret passphrase) {
        this.folder = folder;
        this.engine = engine;
        this.passphrase = passphrase;
    }

    /// @throws FreeholdException CONFLICT where the folder holds something, FORBIDDEN for a wrong
    ///     passphrase, INVALID where the archive is damaged
    public void from(InputStream archive) throws IOException {
        checkEmpty();
        Files.createDirectories(folder.root());
        try (var content = new GzipCompressorInputStream(new BufferedInputStream(archive));
                var tar = new TarArchiveInputStream(content)) {
            boolean ended = unpackAll(tar);
            content.transferTo(OutputStream.nullOutputStream()); // to the checksum
            checkWhole(ended);
        } catch (EOFException | ZipException e) {
            throw damaged("it was cut, or is no backup");
        }
        raiseEpoch();
        bringToItsPlace();
    }

    private void checkEmpty() throws IOException {
        for (var kept : Set.of(folder.database(), folder.key(), Backup.blobs(folder))) {
            if (Files.exists(kept)) {
                throw new FreeholdException(
                        ErrorCode.CONFLICT,
                        "\"" + folder.root() + "\" is not empty: \"" + kept + "\" is there",
                        "restore into an empty folder (FREEHOLD_HOME)");
            }
        }
    }

    private boolean unpackAll(TarArchiveInputStream tar) throws IOException {
        boolean ended = false;
        for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            ended |= entry.getName().equals(Backup.END);
            if (!ended) {
                unpack(entry, tar);
            }
        }
        return ended;
    }

    private void unpack(TarArchiveEntry entry, InputStream content) throws IOException {
        var name = entry.getName();
        if (name.equals(Backup.KEY)) {
            var key = Seal.open(content.readAllBytes(), passphrase);
            PrivateFile.write(folder.key(), new String(key, StandardCharsets.UTF_8));
        } else if (name.equals(Backup.DATABASE)) {
            Files.copy(content, folder.database());
        } else if (name.startsWith(Backup.BLOBS)) {
            unpackBlob(entry, content);
        } else if (name.startsWith(Backup.VOLUMES)) {
            unpackVolume(entry, content);
        } else {
            throw damaged("\"" + name + "\" does not belong into it");
        }
    }

    private void unpackBlob(TarArchiveEntry entry, InputStream content) throws IOException {
        var file = inside(Backup.blobs(folder), entry.getName().substring(Backup.BLOBS.length()));
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.getParent());
        Files.copy(content, file);
        checkDigest(file);
        Files.setPosixFilePermissions(file, permissions(0444));
    }

    private static void checkDigest(Path file) throws IOException {
        var claimed = BlobFolder.hex(file);
        try (var content = Files.newInputStream(file)) {
            if (!Digest.sha256(content).hex().equals(claimed)) {
                throw damaged("the content of \"" + claimed + "\" is not what its digest says");
            }
        }
    }

    private void unpackVolume(TarArchiveEntry entry, InputStream content) throws IOException {
        var file = inside(folder.volumes(), entry.getName().substring(Backup.VOLUMES.length()));
        if (entry.isDirectory()) {
            Files.createDirectories(file);
        } else {
            Files.createDirectories(file.getParent());
            if (entry.isSymbolicLink()) {
                Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                return;
            }
            Files.copy(content, file);
        }
        Files.setAttribute(file, "unix:uid", (int) entry.getLongUserId());
        Files.setAttribute(file, "unix:gid", (int) entry.getLongGroupId());
        Files.setPosixFilePermissions(file, permissions(entry.getMode()));
    }

    /// Neither `..` nor a link that was unpacked before leads out.
    private static Path inside(Path folder, String name) throws IOException {
        var file = folder.resolve(name).normalize();
        if (!file.startsWith(folder)) {
            throw damaged("\"" + name + "\" leads out of the data folder");
        }
        for (var above = file.getParent();
                above != null && above.startsWith(folder);
                above = above.getParent()) {
            if (Files.isSymbolicLink(above)) {
                throw damaged("\"" + name + "\" goes through a link");
            }
        }
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(file)) {
            throw damaged("\"" + name + "\" is there twice");
        }
        return file;
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        var all = PosixFilePermission.values();
        var permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (int bit = 0; bit < all.length; bit++) {
            if ((mode & (1 << (all.length - 1 - bit))) != 0) {
                permissions.add(all[bit]);
            }
        }
        return permissions;
    }

    private void checkWhole(boolean ended) {
        if (!ended) {
            throw damaged("its end is missing");
        }
        if (!Files.exists(folder.key()) || !Files.exists(folder.database())) {
            throw damaged("it holds no database, or no key");
        }
    }

    private void raiseEpoch() {
        try (var database = Database.open(folder.database())) {
            database.writeAll(all -> {
                all.raiseEpoch();
                return all.revision();
            });
        }
    }

    /// Into the server, where the database is kept there.
    private void bringToItsPlace() throws IOException {
        if (!engine.isFile()) {
            try (var database = Database.open(engine)) {
                database.fillFrom(folder.database());
            }
            Files.delete(folder.database());
        }
    }

    private static FreeholdException damaged(String how) {
        return new FreeholdException(
                ErrorCode.INVALID,
                "the backup is damaged: " + how,
                "take another backup, and empty the data folder before the next try");
    }
}
