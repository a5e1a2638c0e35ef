package dev.freehold.e2e;

import java.net.URI;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;

/// What a running platform says about itself in its data folder.
record Announcement(long pid, URI api, URI edge) {
    static Announcement read(Path data) {
        var json = JsonMapper.shared().readTree(Folders.read(data.resolve("platform.json")));
        return new Announcement(
                json.get("pid").asLong(),
                URI.create(json.get("apiUrl").asString()),
                URI.create(json.get("edgeUrl").asString()));
    }

    /// The URL of a name on the edge: `http://shop.localhost:8080`.
    String url(String label) {
        return "http://" + label + ".localhost:" + edge.getPort();
    }
}
