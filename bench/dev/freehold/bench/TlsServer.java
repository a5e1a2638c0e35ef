package dev.freehold.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A server that speaks TLS: the edge by itself, or nginx with as many workers as that has loops.
final class TlsServer implements AutoCloseable {
    private final Process process;
    private final int port;
    private final String told;

    private TlsServer(Process process, int port, String told) {
        this.process = process;
        this.port = port;
        this.told = told;
    }

    /// @param folder of certificates
    /// @param more a host, its chain and its key, where they do not lie there yet
    static TlsServer edge(Path folder, String... more) throws Exception {
        int port = freePort();
        var line = new ArrayList<>(stage(Integer.toString(port), folder.toString()));
        line.addAll(List.of(more));
        var process = started(line);
        var told = new BufferedReader(new InputStreamReader(process.getInputStream())).readLine();
        return new TlsServer(process, port, String.valueOf(told));
    }

    /// Puts so many certificates into a folder.
    static void fill(Path folder, int count) throws Exception {
        if (started(stage("0", folder.toString(), Integer.toString(count))).waitFor() != 0) {
            throw new IOException("the folder could not be filled");
        }
    }

    static TlsServer nginx(Path folder, Path chain, Path key) throws Exception {
        int port = freePort();
        var settings = folder.resolve("nginx.conf");
        Files.writeString(settings, NGINX.formatted(folder, port, chain, key));
        var process = started(List.of("nginx", "-p", folder.toString(), "-c", settings.toString()));
        awaitPort(port);
        return new TlsServer(process, port, "");
    }

    /// Sessions as the edge has them: tickets, no cache.
    private static final String NGINX =
            """
            daemon off; worker_processes 2; pid %1$s/nginx.pid; error_log stderr crit;
            events { worker_connections 4096; }
            http {
              access_log off;
              server {
                listen 127.0.0.1:%2$d ssl reuseport backlog=4096;
                ssl_certificate %3$s; ssl_certificate_key %4$s;
                ssl_protocols TLSv1.2 TLSv1.3; ssl_session_tickets on; ssl_session_cache off;
                location / { return 404; }
              }
            }
            """;

    private static List<String> stage(String... words) {
        var lib = Path.of("server/target/freehold/lib").toAbsolutePath() + "/*";
        var line = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow()));
        line.addAll(List.of("-XX:+UseSerialGC", "-Xmx512m", "--enable-native-access=ALL-UNNAMED"));
        line.addAll(List.of("--sun-misc-unsafe-memory-access=allow", "-cp", lib));
        line.addAll(List.of("--source", "25", "bench/stage/TlsStage.java"));
        line.addAll(List.of(words));
        return line;
    }

    private static Process started(List<String> line) throws IOException {
        return new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    int port() {
        return port;
    }

    /// What it said when it was ready.
    String told() {
        return told;
    }

    long pid() {
        return process.pid();
    }

    /// The processor's time that it and its workers have had, in milliseconds (proc(5): 100 ticks a second).
    double cpu() throws IOException {
        double ticks = ticks(process.toHandle());
        for (var worker : process.descendants().toList()) {
            ticks += ticks(worker);
        }
        return ticks * 10;
    }

    private static double ticks(ProcessHandle of) throws IOException {
        var stat = Files.readString(Path.of("/proc/" + of.pid() + "/stat"));
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    private static int freePort() throws IOException {
        try (var probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        }
    }

    private static void awaitPort(int port) throws Exception {
        for (long end = System.nanoTime() + 10_000_000_000L; System.nanoTime() < end; Thread.sleep(20)) {
            try (var probe = new Socket()) {
                probe.connect(new InetSocketAddress("127.0.0.1", port), 500);
                return;
            } catch (IOException e) {
                // Not yet.
            }
        }
        throw new IOException("nobody listens on " + port);
    }

    @Override
    public void close() throws Exception {
        process.destroy();
        process.waitFor();
    }
}
