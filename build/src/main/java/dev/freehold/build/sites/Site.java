package dev.freehold.build.sites;

import dev.freehold.build.Source;
import dev.freehold.output.Output;
import dev.freehold.output.Phase;
import dev.freehold.output.Route;
import dev.freehold.output.Routes;
import dev.freehold.output.StaticFile;
import dev.freehold.output.Tree;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Files as a web site: `/about` also answers from `about.html`. That `index.html` answers for its folder,
/// and `404.html` for what isn't there, is the edge's to know. Dot files but `.well-known`, and what
/// configures the project, are not served.
///
/// @param pages whether one page answers for all paths that no file has
public record Site(Map<String, Tree.File> byPath, Pages pages) {
    private static final Optional<String> HTML = Optional.of("text/html; charset=utf-8");

    public enum Pages {
        MANY,
        /// Paths without a dot in the last part get `/index.html`: the application routes in the browser.
        ONE
    }

    /// The site of a folder of a tree.
    ///
    /// @param below the folder, empty for all
    public static Site of(Source source, String below, Pages pages) {
        var files = new HashMap<String, Tree.File>();
        source.under(below)
                .forEach((path, entry) -> {
                    var name = below.isEmpty() ? path : path.substring(below.length() + 1);
                    if (ServedPaths.served(name)) {
                        fileOf(source, path, entry).ifPresent(file -> files.put(name, file));
                    }
                });
        return new Site(files, pages);
    }

    public Output output() {
        return Output.ofFiles(files(), routes());
    }

    /// URL path → file, clean ones included.
    public Map<String, StaticFile> files() {
        var files = new HashMap<String, StaticFile>(byPath.size() * 2);
        byPath.forEach(
                (path, file) -> files.put("/" + path, new StaticFile(file.digest(), file.size())));
        byPath.forEach((path, file) -> {
            if (path.endsWith(".html") && !path.endsWith("index.html")) {
                var clean = "/" + path.substring(0, path.length() - ".html".length());
                files.putIfAbsent(clean, new StaticFile(file.digest(), file.size(), HTML));
            }
        });
        return files;
    }

    public Routes routes() {
        var phases = new HashMap<Phase, List<Route>>();
        if (pages == Pages.ONE && byPath.containsKey("index.html")) {
            phases.put(Phase.REWRITE, List.of(Route.rewrite("(?:/.*)?/[^/.]*", "/index.html")));
        }
        return new Routes(phases);
    }

    public boolean isEmpty() {
        return byPath.isEmpty();
    }

    private static Optional<Tree.File> fileOf(Source source, String path, Tree.Entry entry) {
        return entry instanceof Tree.File file ? Optional.of(file) : source.findFile(path);
    }
}
