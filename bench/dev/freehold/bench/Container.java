package dev.freehold.bench;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The same Node app as a Docker container, in an image that holds Node, its libraries and nothing else.
/// Started through the engine's own socket: the `docker` command would add its own start to each figure.
final class Container implements AutoCloseable {
    private static final String NAME = "freehold-bench-hello";
    private static final Pattern LIBRARY = Pattern.compile("(/\\S+) \\(0x");

    private final Path engine;
    private final int port;

    private Container(Path engine, int port) {
        this.engine = engine;
        this.port = port;
    }

    /// None where no engine answers; `DOCKER_HOST` (a Unix socket) tells where it does.
    static Optional<Container> of(Path node, Path app, int port) throws Exception {
        var engine = Path.of(System.getenv().getOrDefault("DOCKER_HOST", "unix:///var/run/docker.sock").replaceFirst("^unix://", ""));
        if (!Files.exists(engine)) {
            return Optional.empty();
        }
        docker("build", "--quiet", "--tag", NAME, image(node, app).toString());
        docker("create", "--name", NAME, "--publish", "127.0.0.1:" + port + ":3000", "--env", "PORT=3000", NAME);
        return Optional.of(new Container(engine, port));
    }

    /// Stopped → first byte.
    double firstByte() throws Exception {
        long start = System.nanoTime();
        ask("start");
        while (true) {
            try {
                Http.once(port, "localhost", "/");
                return Figures.since(start);
            } catch (IOException e) {
                // The engine's proxy takes connections before the app does, and cuts them.
                Thread.sleep(1);
            }
        }
    }

    /// Paused → first byte.
    double firstByteFromPause() throws Exception {
        ask("pause");
        long start = System.nanoTime();
        ask("unpause");
        Http.once(port, "localhost", "/");
        return Figures.since(start);
    }

    void stop() throws Exception {
        ask("kill");
        ask("wait");
    }

    private void ask(String verb) throws IOException {
        var request = "POST /containers/" + NAME + "/" + verb + " HTTP/1.1\r\nHost: docker\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(engine));
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            var answer = new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
            if (!answer.startsWith("HTTP/1.1 2")) {
                throw new IOException(verb + ": " + answer);
            }
        }
    }

    private static Path image(Path node, Path app) throws Exception {
        var folder = Files.createTempDirectory("freehold-bench-image");
        copy(node, folder.resolve("node"));
        copy(app.resolve("server.js"), folder.resolve("server.js"));
        for (var library : libraries(node)) {
            copy(library, folder.resolve("root" + library));
        }
        Files.writeString(folder.resolve("Dockerfile"), """
                FROM scratch
                COPY root /
                COPY node server.js /
                CMD ["/node", "/server.js"]
                """);
        return folder;
    }

    private static List<Path> libraries(Path node) throws Exception {
        var libraries = new ArrayList<Path>();
        var match = LIBRARY.matcher(output("ldd", node.toString()));
        while (match.find()) {
            libraries.add(Path.of(match.group(1)));
        }
        return libraries;
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from.toRealPath(), to, StandardCopyOption.COPY_ATTRIBUTES);
    }

    private static void docker(String... arguments) throws Exception {
        var words = new ArrayList<>(List.of("docker"));
        words.addAll(List.of(arguments));
        output(words.toArray(String[]::new));
    }

    private static String output(String... command) throws Exception {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + output);
        }
        return output;
    }

    @Override
    public void close() throws Exception {
        docker("rm", "--force", NAME);
        docker("rmi", "--force", NAME);
    }
}
