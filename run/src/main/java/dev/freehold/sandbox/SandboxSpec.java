package dev.freehold.sandbox;

import dev.freehold.output.Limits;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One process to be sandboxed.
///
/// @param id unique on this host, of `a-z0-9-`; names the cgroup
/// @param folder of this process alone: pid, start time, exit status and log are kept here
/// @param command absolute or looked up on the PATH inside
/// @param environment its whole environment; never in an argument list
/// @param mounts besides the read-only system, a private `/tmp`, `/proc` and `/dev`
/// @param workingFolder inside
/// @param user an unprivileged user id of the project's own, where the host lets us set it
/// @param gate a named pipe at which it waits before it becomes its command
public record SandboxSpec(
        String id,
        Path folder,
        List<String> command,
        Map<String, String> environment,
        List<Mount> mounts,
        String workingFolder,
        Limits limits,
        Share share,
        Network network,
        int user,
        Optional<Path> gate) {

    /// A host folder and where it is seen inside.
    public record Mount(Path from, String to, Access access) {}

    public enum Access {
        READ_ONLY,
        WRITABLE
    }

    /// Whose processor time comes first: builds never starve running apps.
    public enum Share {
        SERVING,
        BUILDING
    }

    public enum Network {
        /// Own namespace, egress to the public network, nothing of the host's or the neighbours'.
        OWN,
        /// Own namespace, loopback only.
        NONE
    }

    public SandboxSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        mounts = List.copyOf(mounts);
    }

    /// The same, held back at this pipe.
    SandboxSpec behind(Path pipe) {
        return new SandboxSpec(
                id,
                folder,
                command,
                environment,
                mounts,
                workingFolder,
                limits,
                share,
                network,
                user,
                Optional.of(pipe));
    }
}
