package dev.freehold.build.detection;

import dev.freehold.build.Builder;
import dev.freehold.build.Language;
import dev.freehold.build.functions.BuildOutputFolder;
import dev.freehold.build.node.BunServer;
import dev.freehold.build.node.DenoServer;
import dev.freehold.build.node.FrontEnd;
import dev.freehold.build.node.NodeFunctions;
import dev.freehold.build.node.NodeServer;
import dev.freehold.build.node.WorkspaceRoot;
import dev.freehold.build.sites.PlainFiles;
import java.util.List;
import java.util.stream.Stream;

/// Everything that Freehold can make of a source: one visible list.
public final class Builders {
    /// What is looked for where no command of the user's says what is served.
    private static final List<Builder> DETECTED =
            List.of(
                    new WorkspaceRoot(),
                    new DenoServer(),
                    new FrontEnd(),
                    new BunServer(),
                    new NodeServer(),
                    new NodeFunctions(),
                    new NotYet(),
                    new PlainFiles());

    /// Whose projects the user's own commands may start, Node's apart, which need not look like one.
    private static final List<Language> LANGUAGES = List.of(new DenoServer(), new BunServer());

    private Builders() {}

    /// In the order in which they are asked; the last knows everything.
    public static List<Builder> inOrder() {
        return Stream.concat(
                        Stream.of(new BuildOutputFolder(), new OwnCommands(DETECTED, LANGUAGES)),
                        DETECTED.stream())
                .toList();
    }
}
