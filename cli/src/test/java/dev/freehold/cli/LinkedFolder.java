package dev.freehold.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Lines that are typed in a folder which is linked to the project `shop`, to a platform that is a stand-in.
abstract class LinkedFolder {
    @TempDir Path temporary;
    Path folder;
    StandIn platform;
    Line line;

    @BeforeEach
    void aFolderLinkedToAProject() throws IOException {
        folder = Files.createDirectories(temporary.resolve("shop"));
        Files.createDirectories(folder.resolve(".freehold"));
        Files.writeString(folder.resolve(".freehold/project.json"), "{\"project\":\"shop\"}");
        platform = StandIn.on(temporary.resolve("data"));
        line = new Line(folder, temporary.resolve("data"));
    }

    @AfterEach
    void end() {
        platform.close();
    }
}
