package dev.freehold.server;

import dev.freehold.model.Version;
import dev.freehold.store.DataFolder;
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
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/// How others find what runs on a data folder: `platform.json` for the control plane, which clients read, and
/// `node/node.json` for a node of its own. It is there exactly while that is ready.
final class StateFile implements AutoCloseable {
    private final Path file;

    private StateFile(Path file) {
        this.file = file;
    }

    /// @param tls where apps answer by TLS, if at all
    static StateFile ofPlatform(
            DataFolder folder, URI api, URI edge, Optional<URI> tls, String domain)
            throws IOException {
        var facts = facts();
        facts.put("apiUrl", api.toString());
        facts.put("edgeUrl", edge.toString());
        tls.ifPresent(url -> facts.put("tlsUrl", url.toString()));
        facts.put("domain", domain);
        return write(folder.root().resolve("platform.json"), facts);
    }

    static StateFile ofNode(DataFolder folder, URI edge) throws IOException {
        var facts = facts();
        facts.put("edgeUrl", edge.toString());
        return write(folder.root().resolve("node/node.json"), facts);
    }

    private static Map<String, Object> facts() {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("pid", ProcessHandle.current().pid());
        facts.put("version", Version.text());
        facts.put("started", Instant.now().toString());
        return facts;
    }

    private static StateFile write(Path file, Map<String, Object> facts) throws IOException {
        var state = new StateFile(file);
        state.replace(JsonMapper.shared().writeValueAsString(facts) + "\n");
        return state;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }

    private void replace(String content) throws IOException {
        var fresh = file.resolveSibling(file.getFileName() + ".new");
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
