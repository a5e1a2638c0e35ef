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
import java.util.Map;
import java.util.regex.Pattern;

/// A platform of a test's own: an own data folder, free ports, and the `./freehold` of this checkout.
final class Product implements AutoCloseable {
    static {
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host,connection");
    }

    private final Path root = checkout();
    private final Path data;
    private final Map<String, String> environment;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(10))
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();

    private Product(Path data, Map<String, String> environment) {
        this.data = data;
        this.environment = environment;
    }

    /// A running platform on a new data folder.
    static Product up() {
        return up(Map.of());
    }

    /// A running platform with settings by environment variables.
    static Product up(Map<String, String> environment) {
        var product = on(Folders.fresh("freehold-e2e"), environment);
        product.start();
        return product;
    }

    /// One that has not been started, on a folder which may hold the data of another.
    static Product on(Path data, Map<String, String> environment) {
        Folders.shareRuntimes(data);
        return new Product(data, environment);
    }

    /// One on a folder in which nothing can be prepared.
    static Product bare(Path data) {
        return new Product(data, Map.of());
    }

    /// The same data with other settings.
    Product with(Map<String, String> other) {
        return new Product(data, other);
    }

    Product start() {
        freehold("up", "--api-port", "0", "--edge-port", "0").mustSucceed();
        return this;
    }

    Path data() {
        return data;
    }

    Path example(String name) {
        return root.resolve("examples").resolve(name);
    }

    /// The running platform as it announces itself.
    Announcement announcement() {
        return Announcement.read(data);
    }

    /// The API with the owner's token.
    Api api() {
        return Api.of(announcement(), Folders.read(data.resolve("token")).strip());
    }

    /// kill -9: no hook, no last word.
    void kill() {
        var process = ProcessHandle.of(announcement().pid()).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
    }

    /// Runs a command line to its end.
    Result freehold(String... arguments) {
        return freeholdIn(root, arguments);
    }

    Result freeholdIn(Path folder, String... arguments) {
        return begin(folder, arguments).end();
    }

    /// Starts a command line; the test goes on.
    CommandLine begin(Path folder, String... arguments) {
        return CommandLine.start(folder, words(arguments), surroundings());
    }

    /// Runs a command line that reads a line from its standard input.
    Result typing(String line, String... arguments) {
        var input = Folders.app("input", Map.of("typed", line + "\n")).resolve("typed");
        return CommandLine.start(root, words(arguments), surroundings(), input).end();
    }

    private List<String> words(String... arguments) {
        var words = new ArrayList<>(List.of(root.resolve("freehold").toString()));
        words.addAll(List.of(arguments));
        return words;
    }

    private Map<String, String> surroundings() {
        var all = new java.util.HashMap<>(environment);
        all.put("FREEHOLD_HOME", data.toString());
        all.put("FREEHOLD_BUILD", "never");
        return all;
    }

    /// Deploys a folder and gives its URL, which is all that is on standard output.
    String deploy(Path folder, String... options) {
        return deploying(folder, options).mustSucceed().stdout().strip();
    }

    /// Deploys a folder, which may fail.
    Result deploying(Path folder, String... options) {
        var arguments = new ArrayList<>(List.of("deploy", folder.toString()));
        arguments.addAll(List.of(options));
        return freehold(arguments.toArray(String[]::new));
    }

    /// Asks a URL whose host is below `localhost`, without a resolver's help.
    HttpResponse<String> get(String url) {
        return send(request(url).build());
    }

    HttpResponse<String> post(String url, String body) {
        return send(request(url).POST(HttpRequest.BodyPublishers.ofString(body)).build());
    }

    /// What a page says; fails unless it is there.
    String page(String url) {
        var answer = get(url);
        if (answer.statusCode() != 200) {
            throw new AssertionError(url + " answers " + answer.statusCode() + answer.body());
        }
        return answer.body();
    }

    static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(loopback(url))
                .timeout(Duration.ofSeconds(60))
                .header("Host", URI.create(url).getAuthority());
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static URI loopback(String url) {
        var uri = URI.create(url);
        return URI.create(url.replaceFirst(Pattern.quote(uri.getHost()), "127.0.0.1"));
    }

    @Override
    public void close() {
        freehold("down").mustSucceed();
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
