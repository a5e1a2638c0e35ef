package dev.freehold.run.process;

import dev.freehold.model.ProjectName;
import dev.freehold.model.TeamId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Gives each project an unprivileged user id of its own, for ever: two projects never own each
/// other's volumes, and an id is not used again when a project goes. Its methods own the map.
final class UserIds {
    private static final int FIRST = 20_000;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path file;
    private final Map<String, Integer> known;

    UserIds(Path file) {
        this.file = file;
        this.known = Disk.doing("read the user ids of projects", () -> read(file));
    }

    synchronized int of(TeamId team, ProjectName project) {
        var owner = team + "/" + project;
        var id = known.get(owner);
        return id != null ? id : give(owner);
    }

    private int give(String owner) {
        int id = known.values().stream().mapToInt(Integer::intValue).max().orElse(FIRST - 1) + 1;
        known.put(owner, id);
        Disk.doing(
                "keep the user id of " + owner,
                () -> Disk.write(file, JSON.writeValueAsBytes(known)));
        return id;
    }

    private static Map<String, Integer> read(Path file) throws IOException {
        return Files.exists(file)
                ? JSON.readValue(
                        Files.readAllBytes(file), new TypeReference<TreeMap<String, Integer>>() {})
                : new TreeMap<>();
    }
}
