package dev.freehold.build;

import dev.freehold.build.config.Configuration;
import dev.freehold.build.config.ConfigurationFile;
import dev.freehold.build.config.PackageJson;
import dev.freehold.build.config.Procfile;
import dev.freehold.model.Blobs;
import dev.freehold.model.ByteSize;
import dev.freehold.model.Invalid;
import dev.freehold.output.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;

/// An uploaded source while builders look at it: only the files that they ask for are read. Used by one
/// thread.
public final class Source {
    private static final ByteSize LARGEST_TEXT = ByteSize.ofMegabytes(4);
    private static final int LONGEST_CHAIN = 8;
    private final Tree tree;
    private final Blobs blobs;
    private final Configuration configuration;
    private final Optional<PackageJson> packageJson;

    public Source(Tree tree, Blobs blobs) {
        this.tree = tree;
        this.blobs = blobs;
        this.configuration =
                text(ConfigurationFile.NAME)
                        .map(ConfigurationFile::read)
                        .orElse(Configuration.NONE)
                        .and(text(Procfile.NAME).map(Procfile::read).orElse(java.util.Map.of()));
        this.packageJson = text(PackageJson.NAME).map(PackageJson::read);
    }

    private Source(Source original, Tree tree, Configuration configuration) {
        this.tree = tree;
        this.blobs = original.blobs;
        this.configuration = configuration;
        this.packageJson = original.packageJson;
    }

    /// Another tree of the same project, what its build left for instance.
    public Source of(Tree other) {
        return new Source(this, other, configuration);
    }

    /// As if nothing said what is to be run.
    public Source withoutCommands() {
        return new Source(this, tree, configuration.withoutCommands());
    }

    public Tree tree() {
        return tree;
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
        // "0" follows "/", so the range holds exactly what starts with the folder and a slash.
        return folder.isEmpty()
                ? tree.entries()
                : tree.entries().subMap(folder + "/", folder + "0");
    }

    /// The text of a file of the tree, UTF-8; empty where there is none.
    public Optional<String> text(String path) {
        return findFile(path).map(file -> read(path, file));
    }

    public Optional<Path> blob(String path) {
        return findFile(path).map(file -> blobs.file(file.digest()));
    }

    /// Follows links inside the tree.
    public Optional<Tree.File> findFile(String path) {
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
