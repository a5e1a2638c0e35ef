package dev.freehold.server;

import dev.freehold.model.Version;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import tools.jackson.databind.json.JsonMapper;

/// `platform.json` in the data folder: how clients find the running platform. It is there exactly
/// while the platform is ready.
final class PlatformFile {
    private final Path file;

    PlatformFile(Path dataFolder) {
        this.file = dataFolder.resolve("platform.json");
    }

    void write(URI api, URI edge, String domain) throws IOException {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("pid", ProcessHandle.current().pid());
        facts.put("apiUrl", api.toString());
        facts.put("edgeUrl", edge.toString());
        facts.put("domain", domain);
        facts.put("version", Version.text());
        facts.put("started", Instant.now().toString());
        replace(JsonMapper.shared().writeValueAsString(facts) + "\n");
    }

    void remove() throws IOException {
        Files.deleteIfExists(file);
    }

    private void replace(String content) throws IOException {
        var fresh = file.resolveSibling("platform.json.new");
        try (var channel =
                FileChannel.open(
                        fresh,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            channel.write(StandardCharsets.UTF_8.encode(content));
            channel.force(true);
        }
        Files.move(
                fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
