package dev.freehold.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A platform of a test's own: an own data folder, free ports, and the `./freehold` of this checkout.
final class Product implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    static {
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host,connection");
    }

    private final Path root = checkout();
    private final Path data;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .connectTimeout(Duration.ofSeconds(10))
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();

    private Product(Path data) {
        this.data = data;
    }

    /// A running platform on a new data folder.
    static Product up() {
        try {
            var product = new Product(Files.createTempDirectory("freehold-e2e"));
            product.freehold("up", "--api-port", "0", "--edge-port", "0").mustSucceed();
            return product;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path data() {
        return data;
    }

    Path example(String name) {
        return root.resolve("examples").resolve(name);
    }

    /// Runs a command line to its end.
    Result freehold(String... arguments) {
        return freeholdIn(root, arguments);
    }

    Result freeholdIn(Path folder, String... arguments) {
        var command = new ArrayList<>(List.of(root.resolve("freehold").toString()));
        command.addAll(List.of(arguments));
        try {
            return run(folder, command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private Result run(Path folder, List<String> command) throws IOException, InterruptedException {
        var out = Files.createTempFile("freehold", ".out");
        var err = Files.createTempFile("freehold", ".err");
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("FREEHOLD_HOME", data.toString());
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.redirectOutput(out.toFile()).redirectError(err.toFile());
        var process = builder.start();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(
                    command + " did not end within " + PATIENCE + ":\n" + Files.readString(err));
        }
        return new Result(
                command, process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /// Deploys a folder and gives its URL, which is all that is on standard output.
    String deploy(Path folder, String... options) {
        var arguments = new ArrayList<>(List.of("deploy", folder.toString()));
        arguments.addAll(List.of(options));
        return freehold(arguments.toArray(String[]::new)).mustSucceed().stdout().strip();
    }

    /// Asks a URL whose host is below `localhost`, without a resolver's help.
    HttpResponse<String> get(String url) {
        return send(
                HttpRequest.newBuilder(loopback(url))
                        .header("Host", URI.create(url).getAuthority()));
    }

    HttpResponse<String> post(String url, String body) {
        return send(
                HttpRequest.newBuilder(loopback(url))
                        .header("Host", URI.create(url).getAuthority())
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(
                    request.timeout(Duration.ofSeconds(60)).build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static URI loopback(String url) {
        var uri = URI.create(url);
        return URI.create(
                url.replaceFirst(java.util.regex.Pattern.quote(uri.getHost()), "127.0.0.1"));
    }

    @Override
    public void close() {
        freehold("down");
        Folders.delete(data);
    }

    private static Path checkout() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("freehold"))
                || !Files.exists(folder.resolve("ARCHITECTURE.md"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    /// What a command line said and how it ended.
    record Result(List<String> command, int exit, String stdout, String stderr) {
        Result mustSucceed() {
            if (exit != 0) {
                throw new AssertionError(
                        command + " ended with " + exit + ":\n" + stdout + "\n" + stderr);
            }
            return this;
        }
    }
}
