package dev.freehold.build;

import dev.freehold.model.Digest;
import dev.freehold.output.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// When the files of a project got the content that they have, as its builds saw it. Compilers that go by
/// times (cargo, make) then compile again only what has changed. No build command can reach the file.
///
/// @param file of the project's own
record KeptTimes(Path file) {
    private static final int PARTS = 3;
    private static final String LINK = "link:";

    /// One file as the last build got it.
    private record Seen(String digest, long millis) {}

    /// The times of all files: what is new, or was something else in the last build, has changed now. They are
    /// kept at once, since a build that fails later may have compiled what it got.
    Map<String, FileTime> of(Tree tree, FileTime now) throws IOException {
        var before = read();
        var seen = new TreeMap<String, Seen>(links(tree, now));
        if (!pointing(before).equals(pointing(seen))) {
            before.clear();
        }
        tree.entries()
                .forEach((path, entry) -> {
                    if (entry instanceof Tree.File file) {
                        var fresh = new Seen(file.digest().toString(), now.toMillis());
                        var old = before.getOrDefault(path, fresh);
                        seen.put(path, old.digest().equals(fresh.digest()) ? old : fresh);
                    }
                });
        keep(seen);
        var times = new TreeMap<String, FileTime>();
        seen.forEach((path, one) -> times.put(path, FileTime.fromMillis(one.millis())));
        times.keySet().removeAll(pointing(seen).keySet());
        return times;
    }

    /// Compilers follow a link: where one leads elsewhere, what is found there is new, however old it is.
    private static Map<String, Seen> links(Tree tree, FileTime now) {
        var links = new TreeMap<String, Seen>();
        tree.entries()
                .forEach((path, entry) -> {
                    if (entry instanceof Tree.Link link) {
                        var target = Digest.sha256(link.target().getBytes(StandardCharsets.UTF_8));
                        links.put(path, new Seen(LINK + target.hex(), now.toMillis()));
                    }
                });
        return links;
    }

    /// Where the links among them lead.
    private static Map<String, String> pointing(Map<String, Seen> seen) {
        var pointing = new TreeMap<String, String>();
        seen.forEach((path, one) -> {
            if (one.digest().startsWith(LINK)) {
                pointing.put(path, one.digest());
            }
        });
        return pointing;
    }

    /// A file that can't be understood is as good as none: all has changed, then.
    private Map<String, Seen> read() throws IOException {
        var seen = new HashMap<String, Seen>();
        for (var line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
            var parts = line.split(" ", PARTS);
            if (parts.length == PARTS && parts[0].matches("[0-9]{1,18}")) {
                seen.put(parts[2], new Seen(parts[1], Long.parseLong(parts[0])));
            }
        }
        return seen;
    }

    /// Paths hold no line ends: {@link Tree} refuses them.
    private void keep(Map<String, Seen> seen) throws IOException {
        var lines = new ArrayList<String>();
        seen.forEach((path, one) -> lines.add(one.millis() + " " + one.digest() + " " + path));
        Files.createDirectories(Folders.parent(file));
        var fresh = Files.createTempFile(Folders.parent(file), "times", ".tmp");
        Files.write(fresh, lines);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
