package dev.freehold.run.process;

import dev.freehold.model.Secret;
import dev.freehold.output.Service;
import dev.freehold.sandbox.SandboxSpec;
import dev.freehold.sandbox.SandboxSpec.Mount;
import dev.freehold.sandbox.SandboxSpec.Network;
import dev.freehold.sandbox.SandboxSpec.Share;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All of a service's launch that is known when its deployment is applied, so that a start, which a
/// visitor may be waiting for, only adds a folder, a port and the secrets.
///
/// @param ours variables that are the platform's word, whatever build and configuration say
/// @param runtimeFolders go before everything else on the PATH
record LaunchPlan(
        Service service,
        Map<String, String> ours,
        String runtimeFolders,
        List<Mount> mounts,
        String workingFolder,
        int user) {
    private static final String SYSTEM_PATH =
            "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// One process to be launched by the plan.
    record Launch(
            InstanceFolder folder,
            List<String> command,
            Map<String, Secret> variables,
            Optional<Integer> port) {}

    SandboxSpec spec(Launch launch) {
        return new SandboxSpec(
                launch.folder().id(),
                launch.folder().path(),
                launch.command(),
                environment(launch),
                mounts,
                workingFolder,
                service.limits(),
                Share.SERVING,
                Network.OWN,
                user,
                Optional.empty());
    }

    private Map<String, String> environment(Launch launch) {
        var all = new HashMap<String, String>();
        all.put("LANG", "C.UTF-8");
        all.putAll(service.environment());
        launch.variables().forEach((name, value) -> all.put(name, value.reveal()));
        all.put("PATH", runtimeFolders + all.getOrDefault("PATH", SYSTEM_PATH));
        all.putAll(ours);
        all.put("FREEHOLD_INSTANCE", launch.folder().id());
        launch.port().ifPresent(port -> all.put("PORT", Integer.toString(port)));
        return all;
    }
}
