package dev.freehold.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class FullIsolationTest extends SandboxContract {
    @Override
    Sandbox sandboxOver(Path stateFolder) {
        return new HostSandbox(List.of(), Sandboxes.full(Host.survey(), stateFolder));
    }

    @Override
    void own(Path folder) throws IOException {
        Files.setAttribute(folder, "unix:uid", Specs.USER);
    }
}
