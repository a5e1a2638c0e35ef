package dev.freehold.run.process;

import dev.freehold.output.NodeCache;
import dev.freehold.output.Service;
import dev.freehold.output.Volume;
import dev.freehold.run.RunSpec;
import dev.freehold.sandbox.SandboxSpec.Access;
import dev.freehold.sandbox.SandboxSpec.Mount;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Turns a service of a deployment into its [LaunchPlan]: where its files are seen, as which user it
/// runs, and what the platform tells it about itself.
final class LaunchPlanner {
    private static final String APP = "/app";
    private static final String RUNTIMES = "/runtimes/";

    private final ProcessSettings settings;
    private final UserIds users;
    private final VolumeFolders volumes;

    LaunchPlanner(ProcessSettings settings, UserIds users, VolumeFolders volumes) {
        this.settings = settings;
        this.users = users;
        this.volumes = volumes;
    }

    LaunchPlan plan(RunSpec spec, Service service) {
        int user = users.of(spec.team(), spec.project());
        return new LaunchPlan(
                service,
                ours(spec),
                runtimeFolders(service),
                mounts(spec, service, user),
                APP,
                user);
    }

    private static Map<String, String> ours(RunSpec spec) {
        return Map.of(
                "HOME", "/tmp",
                "FREEHOLD_DEPLOYMENT", spec.deployment().value(),
                "FREEHOLD_PROJECT", spec.project().value(),
                "FREEHOLD_ENVIRONMENT", spec.environment().value());
    }

    private String runtimeFolders(Service service) {
        return runtime(service).stream().map(mount -> mount.to() + "/bin:").findFirst().orElse("");
    }

    private List<Mount> mounts(RunSpec spec, Service service, int user) {
        var all = new ArrayList<Mount>();
        all.add(tree(service));
        all.addAll(runtime(service));
        all.addAll(compiled(service, user));
        for (Volume volume : spec.volumes()) {
            var folder = volumes.make(spec, volume, user);
            all.add(new Mount(folder, volume.path(), Access.WRITABLE));
        }
        return all;
    }

    private Mount tree(Service service) {
        return new Mount(files(service), APP, Access.READ_ONLY);
    }

    private Path files(Service service) {
        return settings.trees().resolve(service.tree().hex());
    }

    /// What Node compiled while it was built, under the name that Node looks for.
    private List<Mount> compiled(Service service, int user) {
        var kept = files(service).resolve(NodeCache.IN_TREE);
        return foldersOf(kept).stream()
                .filter(folder -> NodeCache.isName(String.valueOf(folder.getFileName())))
                .map(folder ->
                        new Mount(
                                folder,
                                NodeCache.INSIDE + "/" + folder.getFileName() + "-" + user,
                                Access.READ_ONLY))
                .toList();
    }

    private static List<Path> foldersOf(Path place) {
        if (!Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        return Disk.doing(
                "read " + place,
                () -> {
                    try (var all = Files.list(place)) {
                        return all.filter(one -> Files.isDirectory(one, LinkOption.NOFOLLOW_LINKS))
                                .toList();
                    }
                });
    }

    private List<Mount> runtime(Service service) {
        return service.runtime().stream()
                .map(runtime -> runtime.folder())
                .map(name ->
                        new Mount(
                                settings.runtimes().resolve(name),
                                RUNTIMES + name,
                                Access.READ_ONLY))
                .toList();
    }
}
