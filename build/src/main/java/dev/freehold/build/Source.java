package dev.freehold.build;

import dev.freehold.build.config.Configuration;
import dev.freehold.build.config.ConfigurationFile;
import dev.freehold.build.config.PackageJson;
import dev.freehold.build.config.Procfile;
import dev.freehold.model.Blobs;
import dev.freehold.model.ByteSize;
import dev.freehold.model.Invalid;
import dev.freehold.model.Workspace;
import dev.freehold.output.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// An uploaded source while builders look at it: only the files that they ask for are read. Where it is a
/// workspace of which one folder is to be built, its home, paths are meant from there. Used by one thread.
public final class Source {
    private static final ByteSize LARGEST_TEXT = ByteSize.ofMegabytes(4);
    private static final int LONGEST_CHAIN = 8;
    private final Tree tree;
    private final String home;
    private final Blobs blobs;
    private final Configuration configuration;
    private final Optional<PackageJson> packageJson;

    public Source(Tree tree, Blobs blobs) {
        this(tree, blobs, homeIn(tree, blobs));
        if (!home.isEmpty() && configuration.build().root().isPresent()) {
            throw Invalid.because(
                    inTree(ConfigurationFile.NAME) + " names a root, and is in one itself",
                    "only the freehold.toml at the top may have [build] root");
        }
    }

    private Source(Tree tree, Blobs blobs, String home) {
        this.tree = tree;
        this.home = home;
        this.blobs = blobs;
        this.configuration =
                text(ConfigurationFile.NAME)
                        .map(ConfigurationFile::read)
                        .orElse(Configuration.NONE)
                        .and(text(Procfile.NAME).map(Procfile::read).orElse(java.util.Map.of()));
        this.packageJson = text(PackageJson.NAME).map(PackageJson::read);
    }

    private Source(Source original, Tree tree, String home, Configuration configuration) {
        this.tree = tree;
        this.home = home;
        this.blobs = original.blobs;
        this.configuration = configuration;
        this.packageJson = original.packageJson;
    }

    /// What the client chose, else what the freehold.toml at the top names.
    private static String homeIn(Tree tree, Blobs blobs) {
        return tree.entries().get(Workspace.CHOSEN) instanceof Tree.Link link
                ? Path.of(Workspace.CHOSEN).resolveSibling(link.target()).normalize().toString()
                : new Source(tree, blobs, "").root();
    }

    private String root() {
        var root = configuration.build().root().orElse("");
        if (!root.isEmpty() && under(root).isEmpty()) {
            throw Invalid.because(
                    "freehold.toml says that the folder \""
                            + root
                            + "\" is deployed ([build] root), which is not there",
                    "correct it, or leave it away to deploy all; what .gitignore names is not sent");
        }
        if (!root.isEmpty() && configuration.saysMoreThanRoot()) {
            throw Invalid.because(
                    "freehold.toml says that the folder \""
                            + root
                            + "\" is deployed ([build] root), and more, which counts for nothing there",
                    "move all but root into " + root + "/" + ConfigurationFile.NAME);
        }
        return root;
    }

    /// Another tree of the same project that is looked at from its top: some of its files, for instance.
    public Source of(Tree other) {
        return new Source(this, other, "", configuration);
    }

    /// What a build left of it, the home at the same place.
    public Source built(Tree other) {
        return new Source(this, other, home, configuration);
    }

    /// As if nothing said what is to be run.
    public Source withoutCommands() {
        return new Source(this, tree, home, configuration.withoutCommands());
    }

    /// All of it, beside the home as well.
    public Tree tree() {
        return tree;
    }

    /// The folder of the tree that is to be built; empty for the top.
    public String home() {
        return home;
    }

    /// A path of the home as it is in the whole tree.
    public String inTree(String path) {
        return home.isEmpty() ? path : path.isEmpty() ? home : home + "/" + path;
    }

    /// The whole tree, looked at from its top.
    public Source top() {
        return home.isEmpty() ? this : new Source(tree, blobs, "");
    }

    public Configuration configuration() {
        return configuration;
    }

    public Optional<PackageJson> packageJson() {
        return packageJson;
    }

    public boolean has(String path) {
        return findFile(path).isPresent();
    }

    public boolean hasFolder(String path) {
        return !under(path).isEmpty();
    }

    /// The first of these files that exists.
    public Optional<String> firstOf(List<String> paths) {
        return paths.stream().filter(this::has).findFirst();
    }

    /// What lies in a folder and below it, by its whole path; an empty folder name is everything.
    public SortedMap<String, Tree.Entry> under(String folder) {
        var from = inTree(folder);
        // "0" follows "/", so the range holds exactly what starts with the folder and a slash.
        var found = from.isEmpty() ? tree.entries() : tree.entries().subMap(from + "/", from + "0");
        if (home.isEmpty()) {
            return found;
        }
        var seen = new TreeMap<String, Tree.Entry>();
        found.forEach((path, entry) -> seen.put(path.substring(home.length() + 1), entry));
        return seen;
    }

    /// The text of a file of the tree, UTF-8; empty where there is none.
    public Optional<String> text(String path) {
        return findFile(path).map(file -> read(path, file));
    }

    public Optional<Path> blob(String path) {
        return findFile(path).map(file -> blobs.file(file.digest()));
    }

    /// Follows links inside the tree.
    public Optional<Tree.File> findFile(String fromHome) {
        var path = inTree(fromHome);
        var entry = tree.entries().get(path);
        for (int i = 0; entry instanceof Tree.Link link && i < LONGEST_CHAIN; i++) {
            path = Path.of(path).resolveSibling(link.target()).normalize().toString();
            entry = tree.entries().get(path);
        }
        return entry instanceof Tree.File file ? Optional.of(file) : Optional.empty();
    }

    private String read(String path, Tree.File file) {
        if (file.size() > LARGEST_TEXT.bytes()) {
            throw Invalid.because(
                    "\"" + path + "\" has " + new ByteSize(file.size()),
                    "keep it below " + LARGEST_TEXT);
        }
        try {
            return new String(
                    Files.readAllBytes(blobs.file(file.digest())), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("can't read \"" + path + "\"", e);
        }
    }

    /// Asks for a fact of package.json, with a default where there is no such file.
    public <T> Optional<T> inPackageJson(Function<PackageJson, Optional<T>> question) {
        return packageJson.flatMap(question);
    }
}
