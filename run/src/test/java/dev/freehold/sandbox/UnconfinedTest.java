package dev.freehold.sandbox;

import java.nio.file.Path;
import java.util.List;

class UnconfinedTest extends SandboxContract {
    @Override
    Sandbox sandboxOver(Path stateFolder) {
        return new HostSandbox(List.of(), new Unconfined(stateFolder));
    }
}
