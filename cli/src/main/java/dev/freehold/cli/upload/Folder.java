package dev.freehold.cli.upload;

import dev.freehold.cli.api.Json;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.Invalid;
import dev.freehold.model.ProjectName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A folder that is deployed: which project it is linked to (`.freehold/project.json`), and what lies
/// in it. What Freehold keeps in `.freehold` is ignored by git and by itself.
public final class Folder {
    private static final String KEPT = ".freehold";
    private static final String CACHE = "cache";

    /// Room for `--` and a deployment's id within a host name's label.
    private static final int LONGEST_NAME = 50;

    private final Path path;

    /// @throws dev.freehold.model.FreeholdException INVALID where it is no folder
    public Folder(Path path) {
        this.path = path.toAbsolutePath().normalize();
        if (!Files.isDirectory(this.path)) {
            throw Invalid.because(
                    "\"" + path + "\" is no folder",
                    Files.exists(this.path)
                            ? "deploy the folder that the file lies in"
                            : "check the path; without one, the folder you are in is deployed");
        }
    }

    public Path path() {
        return path;
    }

    /// The project that this folder was deployed to before.
    public Optional<ProjectName> findProject() {
        var file = link();
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            var link = Json.readObject(Files.readString(file));
            return Optional.of(new ProjectName(link.text("project")));
        } catch (IOException | IllegalArgumentException | FreeholdException e) {
            throw Invalid.because(
                    "\"" + file + "\" can't be read: " + e.getMessage(),
                    "remove it, and deploy with --name");
        }
    }

    /// The folder's own name, made into a project's. None is made of the home folder's, nor of the
    /// whole machine's: who calls from there has mostly not gone to the app's folder yet.
    public ProjectName suggestedProject() {
        if (path.getFileName() == null || path.equals(Path.of(System.getProperty("user.home")))) {
            throw Invalid.because(
                    "\"" + path + "\" holds far more than an app",
                    "name the app's folder: freehold deploy FOLDER (or --name NAME, if you mean it)");
        }
        return projectOf(path.getFileName().toString());
    }

    /// The project that a text makes, everything but letters and digits a `-`.
    public static ProjectName projectOf(String name) {
        var label = label(name.toLowerCase(Locale.ROOT));
        if (label.isEmpty()) {
            throw Invalid.because(
                    "no project's name can be made of \"" + name + "\"", "give one: --name NAME");
        }
        return new ProjectName(label);
    }

    private static String label(String name) {
        var label = name.replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        return label.length() <= LONGEST_NAME
                ? label
                : label.substring(0, LONGEST_NAME).replaceAll("-+$", "");
    }

    /// Remembers the project for the next time.
    public void link(ProjectName project) throws IOException {
        prepare();
        Files.writeString(link(), Json.write(Map.of("project", project.value())) + "\n");
    }

    /// Makes room for what is remembered here.
    public void prepare() throws IOException {
        var kept = Files.createDirectories(path.resolve(KEPT));
        var ignore = kept.resolve(".gitignore");
        if (!Files.exists(ignore)) {
            Files.writeString(ignore, "*\n");
        }
    }

    /// Finds and hashes what is to be sent.
    public Scan scan(Walk.EnvFiles envFiles, Traffic traffic) {
        return scan(path, envFiles, traffic);
    }

    /// The same for a member of a workspace, of which more than this folder is sent.
    public Scan scan(EnclosingWorkspace workspace, Walk.EnvFiles envFiles, Traffic traffic) {
        var all = scan(workspace.top().folder(), envFiles, traffic);
        return new Scan(workspace.chosenFrom(all.tree), all.kept, all.began);
    }

    private Scan scan(Path top, Walk.EnvFiles envFiles, Traffic traffic) {
        long began = nanos(Instant.now());
        var walk = Walk.through(top, envFiles);
        var tree = new Hashing(StatCache.load(cache()), traffic).hash(walk);
        return new Scan(tree, path.resolve(KEPT), began);
    }

    /// What was found, and where its digests are remembered.
    public record Scan(SourceTree tree, Path kept, long began) {
        /// Everything in it is with the platform now.
        public void rememberDeployed() throws IOException {
            if (Files.isDirectory(kept)) {
                tree.deployed().save(kept.resolve(CACHE), began);
            }
        }
    }

    private Path link() {
        return path.resolve(KEPT).resolve("project.json");
    }

    private Path cache() {
        return path.resolve(KEPT).resolve(CACHE);
    }

    private static long nanos(Instant time) {
        return time.getEpochSecond() * 1_000_000_000L + time.getNano();
    }
}
