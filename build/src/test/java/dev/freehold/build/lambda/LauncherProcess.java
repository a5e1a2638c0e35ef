package dev.freehold.build.lambda;

import static org.awaitility.Awaitility.await;

import dev.freehold.build.config.FunctionSettings;
import dev.freehold.model.ByteSize;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.TreeMap;

/// The launcher as a process of this machine, with the files and functions that a test gives it.
final class LauncherProcess implements AutoCloseable {
    static final String SECRET = "the platform's own";
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final TreeMap<String, FunctionSettings> functions = new TreeMap<>();
    private final Path app;
    private final int port;
    private String node = "node";
    private Process process;

    LauncherProcess(Path app) throws IOException {
        this.app = app;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
    }

    LauncherProcess under(Path program) {
        node = program.toString();
        return this;
    }

    LauncherProcess with(String file, String content) throws IOException {
        Files.createDirectories(app.resolve(file).getParent());
        Files.writeString(app.resolve(file), content);
        app.resolve(file).toFile().setExecutable(true);
        return this;
    }

    LauncherProcess function(String name, String runtime, String handler) {
        return function(name, runtime, handler, Duration.ofSeconds(30), 1);
    }

    LauncherProcess function(
            String name, String runtime, String handler, Duration timeout, int concurrency) {
        var path = functions.isEmpty() ? "/" : "/" + name;
        functions.put(
                name,
                new FunctionSettings(
                        runtime,
                        handler,
                        "",
                        path,
                        timeout,
                        ByteSize.ofMegabytes(256),
                        concurrency));
        return this;
    }

    LauncherProcess start() throws Exception {
        layOut();
        var builder =
                new ProcessBuilder(node, ".freehold/lambda/launcher.mjs")
                        .directory(app.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(app.resolve("log").toFile());
        builder.environment().put("PORT", Integer.toString(port));
        builder.environment().put("FREEHOLD_INVOKE_SECRET", SECRET);
        builder.environment().put("FREEHOLD_DEPLOYMENT", "k3f9x2");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        process = builder.start();
        await().atMost(Duration.ofSeconds(30)).until(this::listens);
        return this;
    }

    private void layOut() throws IOException {
        var folder = Files.createDirectories(app.resolve(".freehold/lambda"));
        for (var program : LambdaService.PROGRAMS) {
            Files.write(folder.resolve(program), LambdaService.program(program));
        }
        Files.write(folder.resolve("functions.json"), LambdaService.list(functions));
    }

    Process process() {
        return process;
    }

    String log() throws IOException {
        return Files.readString(app.resolve("log"));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(60));
    }

    HttpResponse<String> call(String path) throws Exception {
        return CLIENT.send(request(path).build(), BodyHandlers.ofString());
    }

    <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body)
            throws Exception {
        return CLIENT.send(request.build(), body);
    }

    /// As the platform does it.
    HttpResponse<String> invoke(String function, String payload, String... headers)
            throws Exception {
        var request =
                request("/2015-03-31/functions/" + function + "/invocations")
                        .header("x-freehold-invoke", SECRET)
                        .POST(BodyPublishers.ofString(payload));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private boolean listens() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
