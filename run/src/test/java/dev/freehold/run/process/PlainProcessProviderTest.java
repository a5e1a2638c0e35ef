package dev.freehold.run.process;

import dev.freehold.run.FolderBlobs;
import dev.freehold.run.Provider;
import dev.freehold.run.ProviderContract;
import dev.freehold.sandbox.PlainTier;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// The same contract on a host that can isolate nothing.
class PlainProcessProviderTest extends ProviderContract {
    @TempDir Path folder;
    private Ground ground;

    @BeforeEach
    void openMachine() throws IOException {
        ground = Ground.on(PlainTier.over(folder.resolve("sandbox")), folder);
    }

    @AfterEach
    void closeMachine() {
        ground.close();
    }

    @Override
    protected Provider provider() {
        return ground.provider();
    }

    @Override
    protected FolderBlobs blobs() {
        return ground.blobs();
    }
}
