package dev.freehold.cli.local;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Where the programs of this machine look up whom they trust: the system's list, as Debian keeps it, and the
/// databases of Chromium and Firefox (NSS).
///
/// @param system the folder whose `.crt` files the system trusts
/// @param home of the user whose browsers are meant
/// @param environment to find the programs
public record TrustStores(Path system, Path home, Map<String, String> environment) {
    private static final String FILE = "freehold.crt";
    private static final String NAME = "Freehold on this machine";
    private static final String UPDATE = "update-ca-certificates";

    public static TrustStores ofThisMachine(Map<String, String> environment) {
        return new TrustStores(
                Path.of("/usr/local/share/ca-certificates"),
                Path.of(environment.getOrDefault("HOME", System.getProperty("user.home"))),
                environment);
    }

    /// Where it is trusted now; again changes nothing.
    public List<String> trust(Path authority) {
        var done = new ArrayList<String>();
        Programs.find(UPDATE, environment)
                .ifPresent(update -> {
                    copy(authority);
                    Programs.run(List.of(update));
                    done.add("system: " + system.resolve(FILE));
                });
        Programs.find("certutil", environment)
                .ifPresent(certutil ->
                        databases()
                                .forEach(database -> {
                                    Programs.run(adding(certutil, database, authority));
                                    done.add("browser: " + database);
                                }));
        return done;
    }

    /// Where it was trusted until now.
    public List<String> distrust() {
        var done = new ArrayList<String>();
        Programs.find(UPDATE, environment)
                .ifPresent(update -> {
                    if (delete()) {
                        Programs.run(List.of(update));
                        done.add("system: " + system.resolve(FILE));
                    }
                });
        Programs.find("certutil", environment)
                .ifPresent(certutil ->
                        databases()
                                .filter(database -> holds(certutil, database))
                                .forEach(database -> {
                                    Programs.run(
                                            List.of(
                                                    certutil,
                                                    "-D",
                                                    "-d",
                                                    "sql:" + database,
                                                    "-n",
                                                    NAME));
                                    done.add("browser: " + database);
                                }));
        return done;
    }

    private void copy(Path authority) {
        try {
            Files.createDirectories(system);
            var file = system.resolve(FILE);
            Files.copy(authority, file, StandardCopyOption.REPLACE_EXISTING);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        } catch (AccessDeniedException e) {
            throw notAllowed(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean delete() {
        try {
            return Files.deleteIfExists(system.resolve(FILE));
        } catch (AccessDeniedException e) {
            throw notAllowed(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private FreeholdException notAllowed(AccessDeniedException e) {
        return new FreeholdException(
                ErrorCode.FORBIDDEN,
                "\"" + system + "\" is root's",
                "freehold trust --print | sudo tee %s && sudo %s"
                        .formatted(system.resolve(FILE), UPDATE),
                e);
    }

    private static List<String> adding(String certutil, Path database, Path authority) {
        return List.of(
                certutil,
                "-A",
                "-d",
                "sql:" + database,
                "-t",
                "C,,",
                "-n",
                NAME,
                "-i",
                authority.toString());
    }

    private static boolean holds(String certutil, Path database) {
        return Programs.run(List.of(certutil, "-L", "-d", "sql:" + database)).contains(NAME);
    }

    /// Folders with the database of a browser that has been started.
    private Stream<Path> databases() {
        return Stream.of(
                        Stream.of(home.resolve(".pki/nssdb")),
                        Stream.of(home.resolve("snap/chromium/current/.pki/nssdb")),
                        folders(home.resolve(".mozilla/firefox")),
                        folders(home.resolve("snap/firefox/common/.mozilla/firefox")))
                .flatMap(folders -> folders)
                .filter(folder -> Files.exists(folder.resolve("cert9.db")));
    }

    private static Stream<Path> folders(Path parent) {
        try (var all = Files.list(parent)) {
            return all.toList().stream();
        } catch (IOException e) {
            return Stream.of();
        }
    }
}
