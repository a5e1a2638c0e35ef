package dev.freehold.sandbox;

import java.nio.file.Path;
import java.util.List;

/// Makes the sandbox that suits a host.
public final class Sandboxes {
    private Sandboxes() {}

    /// The best tier that this host can do.
    ///
    /// @param stateFolder of this sandbox alone, for the files that it keeps about the host
    public static Sandbox forThisHost(Path stateFolder) {
        return new HostSandbox(
                List.of(
                        new Tier(
                                "none",
                                true,
                                "processes run as the platform's own user, with no isolation")),
                new Unconfined(stateFolder));
    }
}
