package dev.freehold.run.process;

import dev.freehold.model.ProjectName;
import dev.freehold.model.TeamId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Gives each project an unprivileged user id of its own, for ever: two projects never own each
/// other's volumes, and an id is not used again when a project goes. Its methods own the map.
final class UserIds {
    private static final Logger LOG = LoggerFactory.getLogger(UserIds.class);

    /// None below it was ever given: where apps share the platform's user, files are owned by that.
    static final int FIRST = 20_000;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path file;
    private final Map<String, Integer> known;

    /// @param traces what the disk tells of the ids, should the file be damaged
    UserIds(Path file, Supplier<Map<String, Integer>> traces) {
        this.file = file;
        this.known = Disk.doing("read the user ids of projects", () -> read(file, traces));
    }

    synchronized int of(TeamId team, ProjectName project) {
        var owner = owner(team.value(), project.value());
        var id = known.get(owner);
        return id != null ? id : give(owner);
    }

    static String owner(String team, String project) {
        return team + "/" + project;
    }

    private int give(String owner) {
        int id = known.values().stream().mapToInt(Integer::intValue).max().orElse(FIRST - 1) + 1;
        known.put(owner, id);
        Disk.doing("keep the user id of " + owner, () -> write(file, known));
        return id;
    }

    private static Map<String, Integer> read(Path file, Supplier<Map<String, Integer>> traces)
            throws IOException {
        if (!Files.exists(file)) {
            return new TreeMap<>();
        }
        try {
            return JSON.readValue(
                    Files.readAllBytes(file), new TypeReference<TreeMap<String, Integer>>() {});
        } catch (JacksonException damaged) {
            return repaired(file, new TreeMap<>(traces.get()));
        }
    }

    private static Map<String, Integer> repaired(Path file, Map<String, Integer> found)
            throws IOException {
        var aside = file.resolveSibling(file.getFileName() + ".damaged");
        LOG.warn("repaired file={} from what lies on the disk kept={} ids={}", file, aside, found);
        Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        write(file, found);
        return found;
    }

    private static void write(Path file, Map<String, Integer> ids) throws IOException {
        Disk.write(file, JSON.writeValueAsBytes(ids));
    }
}
