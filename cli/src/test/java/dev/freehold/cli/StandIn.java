package dev.freehold.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.freehold.cli.api.Json;
import dev.freehold.model.Digest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/// Stands for the platform over real HTTP: takes content in, answers deployments with the events that
/// a test gives it, everything else with what the test has laid ready, and remembers what was asked.
final class StandIn implements AutoCloseable {
    static final String TOKEN = "the-owner's-token";
    private static final Pattern DIGEST = Pattern.compile("\"(sha256:[0-9a-f]{64})\"");

    final List<String> asked = new CopyOnWriteArrayList<>();
    final Set<String> blobs = ConcurrentHashMap.newKeySet();
    final Map<String, String> answers = new HashMap<>();
    List<String> events =
            List.of(
                    "{'type':'accepted','id':'3f9k2c','url':'http://site--3f9k2c.localhost'}",
                    "{'type':'step','step':'build','text':'building it'}",
                    "",
                    "{'type':'log','text':'npm says hello'}",
                    "{'type':'done','deployment':{'id':'3f9k2c','url':'http://site.localhost:8080'}}");

    /// Where it is set, a deployment goes on until it is cancelled.
    boolean endless;

    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final HttpServer server;

    private StandIn(HttpServer server) {
        this.server = server;
    }

    /// Announced in a data folder, as the platform of this very process.
    static StandIn on(Path data) throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var standIn = new StandIn(HttpServer.create(address, 50));
        standIn.server.createContext("/", standIn::answer);
        standIn.server.setExecutor(Executors.newCachedThreadPool());
        standIn.server.start();
        Files.createDirectories(data);
        Files.writeString(data.resolve("token"), TOKEN + "\n");
        Files.writeString(data.resolve("platform.json"), Json.write(standIn.announcement()));
        return standIn;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<String> asked(String beginning) {
        return asked.stream().filter(line -> line.startsWith(beginning)).toList();
    }

    @Override
    public void close() {
        cancelled.countDown();
        server.stop(0);
    }

    private Map<String, Object> announcement() {
        return Map.of(
                "pid",
                ProcessHandle.current().pid(),
                "apiUrl",
                url(),
                "edgeUrl",
                "http://localhost:8080",
                "version",
                "0.1.0");
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = exchange.getRequestBody().readAllBytes();
            var path = exchange.getRequestURI().toString().replace("/api/v1", "");
            var line = exchange.getRequestMethod() + " " + path;
            boolean known =
                    ("Bearer " + TOKEN)
                            .equals(exchange.getRequestHeaders().getFirst("Authorization"));
            if (!known) {
                send(
                        exchange,
                        401,
                        problem("unauthorized", "the token is wrong", "see the file \"token\""));
            } else if (line.startsWith("PUT /blobs/")) {
                takeBlob(exchange, line, body);
            } else if (line.equals("POST /blobs")) {
                takeBlobs(exchange, line, ByteBuffer.wrap(body));
            } else {
                asked.add(
                        line
                                + (body.length > 0 && body.length < 300
                                        ? " " + new String(body, StandardCharsets.UTF_8)
                                        : ""));
                answer(exchange, line, new String(body, StandardCharsets.UTF_8));
            }
        }
    }

    private void takeBlob(HttpExchange exchange, String line, byte[] body) throws IOException {
        asked.add(line);
        var digest = Digest.sha256(body).toString();
        blobs.add(digest);
        send(exchange, line.endsWith(digest) ? 201 : 422, "");
    }

    private void takeBlobs(HttpExchange exchange, String line, ByteBuffer pieces)
            throws IOException {
        asked.add(line);
        boolean good = true;
        while (pieces.hasRemaining()) {
            var claimed = new byte[32];
            pieces.get(claimed);
            var content = new byte[(int) pieces.getLong()];
            pieces.get(content);
            good &= Digest.sha256(content).equals(Digest.of(claimed));
            blobs.add(Digest.sha256(content).toString());
        }
        send(exchange, good ? 201 : 422, "");
    }

    private void answer(HttpExchange exchange, String line, String body) throws IOException {
        if (line.endsWith("/cancel")) {
            cancelled.countDown();
            send(exchange, 202, "");
        } else if (line.startsWith("POST")
                && (line.endsWith("/deployments") || line.endsWith("/plan"))
                && !missing(body).isEmpty()) {
            send(
                    exchange,
                    409,
                    "{\"code\":\"missing-blobs\",\"detail\":\"…\",\"missing\":"
                            + Json.write(missing(body))
                            + "}");
        } else if (isDeployment(line)) {
            stream(exchange);
        } else if (answers.containsKey(line)) {
            send(exchange, 200, answers.get(line).replace('\'', '"'));
        } else {
            send(
                    exchange,
                    404,
                    problem("not-found", "there is no \"" + line + "\"", "see \"freehold ls\""));
        }
    }

    private static boolean isDeployment(String line) {
        return line.startsWith("POST")
                && (line.endsWith("/deployments") || line.endsWith("/promote"));
    }

    private List<String> missing(String body) {
        var missing = new ArrayList<String>();
        DIGEST.matcher(body)
                .results()
                .map(match -> match.group(1))
                .filter(digest -> !blobs.contains(digest))
                .forEach(missing::add);
        return missing;
    }

    private void stream(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (var out = exchange.getResponseBody()) {
            for (var event : endless ? events.subList(0, 2) : events) {
                out.write((event.replace('\'', '"') + "\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
            if (endless) {
                awaitCancel();
                out.write(
                        "{\"type\":\"failed\",\"problem\":{\"code\":\"cancelled\",\"detail\":\"it was cancelled\"}}\n"
                                .getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private void awaitCancel() {
        try {
            cancelled.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String problem(String code, String detail, String advice) {
        return Json.write(Map.of("code", code, "detail", detail, "advice", advice));
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
