package dev.freehold.sandbox;

import java.nio.file.Path;
import java.util.List;

/// The tier without isolation, for tests elsewhere: the one in which apps share the host's ports.
public final class PlainTier {
    private PlainTier() {}

    public static Sandbox over(Path stateFolder) {
        return new HostSandbox(List.of(), new Unconfined(stateFolder));
    }
}
