package dev.freehold.build.functions;

import dev.freehold.build.Source;
import dev.freehold.build.Workshop;
import dev.freehold.output.Command;
import dev.freehold.output.Tree;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A module that exports what answers requests and never listens: a handler, an app, an object with
/// `fetch`. Our launcher listens for it.
///
/// @param path of the module in the source
public record ExportedHandler(String path) {
    public static final Command START =
            new Command.Arguments(List.of("node", FunctionService.LAUNCHER));

    private static final Pattern EXPORTS =
            Pattern.compile(
                    "\\bexport\\s+default\\b|\\bmodule\\.exports\\s*=|\\bexport\\s*\\{[^}]*\\bas\\s+default\\b");
    private static final Pattern LISTENS = Pattern.compile("\\b(listen|serve)\\s*\\(");
    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|(?m)^\\s*//[^\\n]*");

    /// The module, if that is what its text says. One that is not in the source, since a build makes it, is
    /// taken to listen.
    public static Optional<ExportedHandler> find(Source source, String path) {
        return source.text(path)
                .map(text -> COMMENT.matcher(text).replaceAll(""))
                .filter(text -> EXPORTS.matcher(text).find() && !LISTENS.matcher(text).find())
                .map(_ -> new ExportedHandler(path));
    }

    /// The tree with the launcher in it.
    public Tree launchedFrom(Tree tree, Workshop workshop) throws IOException {
        return new FunctionService(
                        tree,
                        workshop.source().home(),
                        Map.of("/", FunctionService.Entry.every(path)))
                .withLauncher(workshop);
    }
}
