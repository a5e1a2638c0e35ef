package dev.freehold.build;

import dev.freehold.model.Blobs;
import dev.freehold.model.ProjectName;
import dev.freehold.model.Secret;
import dev.freehold.model.TeamId;
import dev.freehold.output.Tree;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Uploads for tests: from texts, or from an example's folder.
public final class Sources {
    private static final Pattern LEFT_OUT = Pattern.compile("(.*/)?(node_modules|\\.git)(/.*)?");

    private Sources() {}

    /// `path, text, path, text, …`; a text that starts with `→ ` is a link's target.
    public static Tree tree(Blobs blobs, String... pathsAndTexts) {
        var entries = new TreeMap<String, Tree.Entry>();
        for (int i = 0; i < pathsAndTexts.length; i += 2) {
            entries.put(pathsAndTexts[i], entry(blobs, pathsAndTexts[i + 1]));
        }
        return new Tree(entries);
    }

    public static Tree folder(Blobs blobs, Path folder) throws IOException {
        var entries = new TreeMap<String, Tree.Entry>();
        try (var paths = Files.walk(folder)) {
            for (var path : (Iterable<Path>) paths::iterator) {
                var name = folder.relativize(path).toString();
                if (Files.isSymbolicLink(path)) {
                    entries.put(name, new Tree.Link(Files.readSymbolicLink(path).toString()));
                } else if (Files.isRegularFile(path) && !LEFT_OUT.matcher(name).matches()) {
                    entries.put(
                            name,
                            new Tree.File(
                                    blobs.take(path), Files.size(path), Files.isExecutable(path)));
                }
            }
        }
        return new Tree(entries);
    }

    public static BuildRequest request(Tree tree) {
        return request(tree, Map.of());
    }

    public static BuildRequest request(Tree tree, Map<String, Secret> variables) {
        return new BuildRequest(TeamId.OWNER, new ProjectName("shop"), tree, variables);
    }

    private static Tree.Entry entry(Blobs blobs, String text) {
        if (text.startsWith("→ ")) {
            return new Tree.Link(text.substring(2));
        }
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            return new Tree.File(blobs.put(new ByteArrayInputStream(bytes)), bytes.length, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
