package dev.freehold.run.process;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.ServiceName;
import dev.freehold.run.process.InstanceFolder.Role;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// All instance folders of this machine. A folder's name is the instance's id, `3f9k2c-web-17`, with a
/// number that is new on this machine. Safe for concurrent use.
final class InstanceFolders {
    private final Path top;
    private final AtomicLong number;

    InstanceFolders(ProcessSettings settings) {
        this.top = settings.instances();
        Disk.doing("make the folder of instances", () -> Files.createDirectories(top));
        this.number =
                new AtomicLong(all().stream().mapToLong(InstanceFolders::number).max().orElse(0));
    }

    /// A new folder, with what is going to run in it.
    InstanceFolder make(DeploymentId deployment, ServiceName service, Role role) {
        var name = service.value().replace('_', '-');
        var kind = role == Role.COMMAND ? "-run-" : "-";
        return Disk.doing(
                "make an instance folder of " + deployment,
                () -> make(deployment + "-" + name + kind));
    }

    List<InstanceFolder> all() {
        return Disk.doing("list the folders of instances", this::list);
    }

    /// Those of a deployment's instances that still have a log, oldest first.
    List<InstanceFolder> of(DeploymentId deployment) {
        return all().stream()
                .filter(folder -> folder.id().startsWith(deployment + "-"))
                .sorted(Comparator.comparingLong(InstanceFolders::number))
                .toList();
    }

    void deleteAll(DeploymentId deployment) {
        of(deployment).forEach(InstanceFolder::delete);
    }

    static long number(InstanceFolder folder) {
        var id = folder.id();
        try {
            return Long.parseLong(id.substring(id.lastIndexOf('-') + 1));
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    private InstanceFolder make(String prefix) throws IOException {
        while (true) {
            var path = top.resolve(prefix + number.incrementAndGet());
            try {
                return new InstanceFolder(Files.createDirectory(path));
            } catch (FileAlreadyExistsException _) {
                // another platform over the same folder was quicker: the next number is ours
            }
        }
    }

    private List<InstanceFolder> list() throws IOException {
        try (var paths = Files.list(top)) {
            return paths.filter(Files::isDirectory).map(InstanceFolder::new).toList();
        }
    }
}
