package dev.freehold.run.process;

import dev.freehold.run.FolderBlobs;
import dev.freehold.run.Provider;
import dev.freehold.run.ProviderContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class ProcessProviderTest extends ProviderContract {
    @TempDir Path folder;
    private Ground ground;

    @BeforeEach
    void openMachine() throws IOException {
        ground = Ground.in(folder);
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
