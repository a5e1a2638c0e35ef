package dev.freehold.api;

import dev.freehold.deploy.Addresses;
import dev.freehold.deploy.DeployEvent;
import dev.freehold.deploy.Story;
import dev.freehold.store.Json;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Events as NDJSON: one object a line, sent at once. A client that goes away only stops listening.
final class EventLines {
    private final OutputStream out;

    EventLines(Context request) {
        request.contentType("application/x-ndjson");
        this.out = responseStream(request);
    }

    /// The servlet's own stream: the framework's wrapper keeps what is flushed.
    private static OutputStream responseStream(Context request) {
        try {
            return request.res().getOutputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void follow(Story story, Addresses addresses, Duration idle) throws InterruptedException {
        try {
            story.follow(event -> tell(event, addresses), idle, this::ping);
        } catch (UncheckedIOException _) {
            // The client has gone; the deploy goes on.
        }
    }

    /// The answer ends with the last event, and not when this handler does: the platform may be stopping.
    private void tell(DeployEvent event, Addresses addresses) {
        send(members(event, addresses));
        if (event.isLast()) {
            end();
        }
    }

    private void end() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void send(Object members) {
        write(Json.bytes(members));
    }

    /// An empty line, which readers skip: it fails where nobody listens any more.
    void ping() {
        write(new byte[0]);
    }

    private void write(byte[] line) {
        try {
            out.write(line);
            out.write('\n');
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> members(DeployEvent event, Addresses addresses) {
        return switch (event) {
            case DeployEvent.Accepted accepted ->
                    line("accepted", "id", accepted.id().value(), "url", accepted.url());
            case DeployEvent.Step step ->
                    line(
                            "step",
                            "step",
                            step.step().name().toLowerCase(Locale.ROOT),
                            "text",
                            step.text());
            case DeployEvent.Log log -> line("log", "text", log.text());
            case DeployEvent.Done done ->
                    line("done", "deployment", Views.deployment(done.deployment(), addresses));
            case DeployEvent.Failed failed ->
                    line("failed", "problem", Problems.members(failed.problem()));
        };
    }

    static Map<String, Object> line(String type, Object... members) {
        var line = new LinkedHashMap<String, Object>();
        line.put("type", type);
        for (int i = 0; i < members.length; i += 2) {
            line.put((String) members[i], members[i + 1]);
        }
        return line;
    }
}
