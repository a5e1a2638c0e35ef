package dev.freehold.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What a platform's data folder says about the instances of one deployment.
record Instances(Product product, String deployment) {

    /// Of the newest deployment of a project.
    static Instances ofNewest(Product product, String project) {
        return new Instances(product, product.api().newest(project).get("id").asString());
    }

    /// All that were ever started.
    List<Path> all() {
        try (var folders = Files.list(product.data().resolve("instances"))) {
            return folders.filter(this::isOurs).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean anyRuns() {
        return all().stream().anyMatch(folder -> !Files.exists(folder.resolve("ended.json")));
    }

    private boolean isOurs(Path folder) {
        var about = folder.resolve("instance.json");
        return Files.exists(about) && Folders.read(about).contains("\"" + deployment + "\"");
    }
}
