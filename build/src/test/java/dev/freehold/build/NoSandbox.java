package dev.freehold.build;

import dev.freehold.sandbox.Sandbox;
import dev.freehold.sandbox.SandboxSpec;
import dev.freehold.sandbox.SandboxedProcess;
import dev.freehold.sandbox.Tier;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// For tests in which nothing may be run.
public final class NoSandbox implements Sandbox {
    @Override
    public List<Tier> tiers() {
        return List.of();
    }

    @Override
    public String isolation() {
        return "none";
    }

    @Override
    public boolean ownAddresses() {
        return false;
    }

    @Override
    public SandboxedProcess start(SandboxSpec spec) {
        throw new AssertionError("nothing is to be run, but this was: " + spec.command());
    }

    @Override
    public Optional<SandboxedProcess> adopt(Path folder) {
        return Optional.empty();
    }
}
