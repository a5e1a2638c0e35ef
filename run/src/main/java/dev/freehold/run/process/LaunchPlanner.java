package dev.freehold.run.process;

import dev.freehold.output.Service;
import dev.freehold.output.Volume;
import dev.freehold.run.RunSpec;
import dev.freehold.sandbox.SandboxSpec.Access;
import dev.freehold.sandbox.SandboxSpec.Mount;
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
        for (Volume volume : spec.volumes()) {
            var folder = volumes.make(spec, volume, user);
            all.add(new Mount(folder, volume.path(), Access.WRITABLE));
        }
        return all;
    }

    private Mount tree(Service service) {
        return new Mount(settings.trees().resolve(service.tree().hex()), APP, Access.READ_ONLY);
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
