import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * Run inside the build: starts an app, asks it until it answers, and ends it, so that the JVM writes its
 * archive. Understood by every Java since 11.
 *
 * <p>Arguments: the archive's file; paths to be asked, with commas; names of variables that the app gets;
 * the JVM's arguments.
 */
class Rehearsal {
    private static final int USUAL_PORT = 8080;
    private static final long SECONDS_TO_START = 60;
    private static final long SECONDS_TO_END = 120;
    private static final int ROUNDS = 5;

    public static void main(String[] arguments) throws Exception {
        archive = Path.of(arguments[0]);
        String[] paths = arguments[1].split(",");
        Set<String> variables = new TreeSet<>(List.of(arguments[2].split(",")));
        variables.addAll(List.of("PATH", "HOME", "LANG", "JAVA_HOME", "TZ"));
        setTimes(archive.toAbsolutePath().getParent());
        Process app = start(List.of(arguments).subList(3, arguments.length), variables, port());
        try {
            ask(app, paths);
        } finally {
            app.destroy();
        }
        if (!app.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
            app.destroyForcibly();
            fail("it did not end on SIGTERM");
        }
        if (!Files.isRegularFile(archive)) {
            fail("the JVM wrote no archive");
        }
    }

    private static Path archive;
    private static int port;

    /** The JVM compares the time of each jar: this one is what copied files have where the app runs. */
    private static void setTimes(Path folder) throws IOException {
        List<Path> jars = new ArrayList<>();
        try (var files = Files.walk(folder.getParent().getParent())) {
            files.filter(file -> file.toString().endsWith(".jar"))
                    .filter(file -> Files.isRegularFile(file, java.nio.file.LinkOption.NOFOLLOW_LINKS))
                    .forEach(jars::add);
        }
        for (Path jar : jars) {
            Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.setLastModifiedTime(jar, FileTime.from(Instant.parse("2000-01-01T00:00:00Z")));
        }
    }

    /** The usual one if it is free, for apps that listen on it whatever they are told. */
    private static int port() throws IOException {
        try (ServerSocket usual = new ServerSocket(USUAL_PORT)) {
            port = USUAL_PORT;
        } catch (IOException taken) {
            try (ServerSocket any = new ServerSocket(0)) {
                port = any.getLocalPort();
            }
        }
        return port;
    }

    /** Without the secrets that the build may see: this is no run, and touches no database. */
    private static Process start(List<String> arguments, Set<String> variables, int port)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().keySet().retainAll(variables);
        builder.environment().put("PORT", Integer.toString(port));
        return builder.start();
    }

    private static void ask(Process app, String[] paths) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_START);
        while (!answers(paths[0])) {
            if (!app.isAlive()) {
                fail("it ended with " + app.exitValue() + " before it answered");
            }
            if (System.nanoTime() > deadline) {
                fail("it did not answer on PORT within " + SECONDS_TO_START + " s");
            }
            Thread.sleep(20);
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (String path : paths) {
                answers(path);
            }
        }
    }

    private static boolean answers(String path) {
        try {
            URI address =
                    URI.create("http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + port + path);
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout(1000);
            connection.setReadTimeout(10_000);
            connection.setInstanceFollowRedirects(false);
            connection.getResponseCode();
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** A JVM that was ended early may have written one all the same. */
    private static void fail(String why) throws IOException {
        System.err.println("the rehearsal: " + why);
        Files.deleteIfExists(archive);
        System.exit(1);
    }
}
