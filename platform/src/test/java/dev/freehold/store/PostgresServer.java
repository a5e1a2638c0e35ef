package dev.freehold.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A real PostgreSQL server of the tests' own, started once, with a fresh database for each that asks.
/// It refuses to run as root, and then runs as "nobody". It goes with the tests' process.
public final class PostgresServer {
    private static final int NOBODY = 65_534;
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final Path folder;
    private final int port;

    private static final class Started {
        private static final PostgresServer ONE = start();
    }

    private PostgresServer(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /// The URL of a new, empty database.
    public static String freshDatabase() {
        var name = "t" + DATABASES.incrementAndGet();
        Started.ONE.execute("CREATE DATABASE " + name);
        return Started.ONE.url(name);
    }

    /// Ends all connections to that database, as a restart of the server would.
    public static void cutConnections(String url) {
        var name = url.replaceFirst(".*/", "").replaceFirst("[?].*", "");
        Started.ONE.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
                        + name
                        + "'");
    }

    private void execute(String statement) {
        try (var connection = DriverManager.getConnection(url("postgres"));
                var execution = connection.createStatement()) {
            execution.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=freehold";
    }

    private static PostgresServer start() {
        try {
            var folder = Files.createTempDirectory("freehold-postgres");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            var server = new PostgresServer(folder, freePort());
            server.unpack();
            server.makeCluster();
            server.run();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException("PostgreSQL does not start", e);
        }
    }

    private void unpack() throws IOException {
        var archive = folder.resolve("postgres.txz");
        try (var content = binaries().openStream()) {
            Files.copy(content, archive, StandardCopyOption.REPLACE_EXISTING);
        }
        perform("tar", "-xJf", archive.toString(), "-C", folder.toString());
        Files.delete(archive);
    }

    /// The archive that the jar for this machine holds.
    private static URL binaries() {
        var machine = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        return Objects.requireNonNull(
                PostgresServer.class.getResource("/postgres-linux-" + machine + ".txz"),
                "PostgreSQL's binaries for " + machine + " are on the tests' class path");
    }

    private void makeCluster() throws IOException {
        var data = Files.createDirectory(folder.resolve("data"));
        if (isRoot()) {
            Files.setAttribute(data, "unix:uid", NOBODY);
        }
        perform(
                asServer(
                        "initdb",
                        "-D",
                        data.toString(),
                        "-U",
                        "freehold",
                        "-A",
                        "trust",
                        "-E",
                        "UTF8",
                        "--locale",
                        "C",
                        "--no-sync"));
    }

    private void run() throws IOException {
        var server =
                new ProcessBuilder(
                                asServer(
                                        "postgres",
                                        "-D",
                                        folder.resolve("data").toString(),
                                        "-p",
                                        String.valueOf(port),
                                        "-c",
                                        "listen_addresses=127.0.0.1",
                                        "-c",
                                        "unix_socket_directories=",
                                        "-c",
                                        "fsync=off"))
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile())
                        .start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::destroyForcibly));
        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(60))
                .pollInterval(java.time.Duration.ofMillis(50))
                .until(() -> !server.isAlive() || answers());
        if (!server.isAlive()) {
            throw new IOException(Files.readString(folder.resolve("log")));
        }
    }

    private boolean answers() {
        try (var _ = DriverManager.getConnection(url("postgres"))) {
            return true;
        } catch (SQLException _) {
            return false;
        }
    }

    private String[] asServer(String program, String... arguments) throws IOException {
        var command = new ArrayList<String>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid", "" + NOBODY, "--regid", "" + NOBODY));
            command.add("--clear-groups");
        }
        command.add(folder.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        return command.toArray(String[]::new);
    }

    private void perform(String... command) throws IOException {
        var log = folder.resolve("log");
        var process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IOException(command[0] + ": " + Files.readString(log));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | java.io.UncheckedIOException _) {
            // The server may still be writing; it lies in the temporary folder.
        }
    }
}
