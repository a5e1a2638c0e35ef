package dev.freehold.run.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;

/// Which project has which user id, as the disk tells: by the owners of its volumes and of the logs of
/// its instances. A project that left neither has nothing that another one with its id could read.
record UserIdTraces(ProcessSettings settings, InstanceFolders folders)
        implements Supplier<Map<String, Integer>> {
    @Override
    public Map<String, Integer> get() {
        var found = new HashMap<String, Integer>();
        folders.all().forEach(folder -> addInstance(folder, found));
        for (var team : in(settings.volumes())) {
            for (var project : in(team)) {
                in(project).forEach(volume -> add(name(team), name(project), volume, found));
            }
        }
        return found;
    }

    private void addInstance(InstanceFolder folder, Map<String, Integer> found) {
        folder.about()
                .ifPresent(about -> {
                    var file = settings.deployments().resolve(about.deployment() + ".json");
                    try {
                        var deployment = DeploymentFile.read(file);
                        add(deployment.team(), deployment.project(), folder.log().path(), found);
                    } catch (IOException | JacksonException gone) {
                        // nobody can tell any more whose it was, and adoption stops what runs of it
                    }
                });
    }

    private static void add(String team, String project, Path trace, Map<String, Integer> found) {
        try {
            int owner = (Integer) Files.getAttribute(trace, "unix:uid");
            if (owner >= UserIds.FIRST) {
                found.put(UserIds.owner(team, project), owner);
            }
        } catch (IOException gone) {
            // nothing to tell by
        }
    }

    private static List<Path> in(Path folder) {
        try (var all = Files.list(folder)) {
            return all.filter(Files::isDirectory).toList();
        } catch (IOException none) {
            return List.of();
        }
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
