package dev.freehold.build.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/// The registry as the npm client of this machine reaches it, with its configuration.
final class NpmRegistry implements Registry {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final JsonMapper JSON = new JsonMapper();
    private final Path npm;

    NpmRegistry(Path npm) {
        this.npm = npm;
    }

    @Override
    public List<String> versions(String name) throws IOException, InterruptedException {
        var versions = new ArrayList<String>();
        var answer = JSON.readTree(npm("view", name, "versions", "--json"));
        answer.forEach(version -> versions.add(version.asString()));
        return versions;
    }

    @Override
    public Integrity integrity(Package of) throws IOException, InterruptedException {
        return new Integrity(
                JSON.readTree(npm("view", of.toString(), "dist.integrity", "--json")).asString());
    }

    @Override
    public Path fetch(Package what, Path into) throws IOException, InterruptedException {
        npm("pack", what.toString(), "--silent", "--pack-destination", into.toString());
        try (var files = Files.newDirectoryStream(into, "*.tgz")) {
            return files.iterator().next();
        }
    }

    private String npm(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(npm.toString()));
        command.addAll(List.of(arguments));
        var errors = Files.createTempFile("npm", ".log");
        try {
            return run(command, errors);
        } finally {
            Files.delete(errors);
        }
    }

    private static String run(List<String> command, Path errors)
            throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(command)
                        .directory(Path.of("/").toFile())
                        .redirectError(errors.toFile())
                        .start();
        try (var out = process.getInputStream()) {
            var answer = new String(out.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException("npm took longer than " + PATIENCE.toMinutes() + " minutes");
            }
            if (process.exitValue() != 0) {
                throw new IOException("npm said: " + Files.readString(errors).strip());
            }
            return answer;
        } finally {
            process.destroyForcibly();
        }
    }
}
