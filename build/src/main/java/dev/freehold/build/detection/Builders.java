package dev.freehold.build.detection;

import dev.freehold.build.Builder;
import dev.freehold.build.Language;
import dev.freehold.build.functions.BuildOutputFolder;
import dev.freehold.build.lambda.LambdaFunctions;
import dev.freehold.build.languages.C;
import dev.freehold.build.languages.Go;
import dev.freehold.build.languages.Java;
import dev.freehold.build.languages.Php;
import dev.freehold.build.languages.PhpServer;
import dev.freehold.build.languages.Programs;
import dev.freehold.build.languages.Python;
import dev.freehold.build.languages.PythonServer;
import dev.freehold.build.languages.Ruby;
import dev.freehold.build.languages.RubyServer;
import dev.freehold.build.languages.Rust;
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
                    new PythonServer(Programs.OF_THIS_MACHINE),
                    new PhpServer(Programs.OF_THIS_MACHINE),
                    new RubyServer(Programs.OF_THIS_MACHINE),
                    new Go(),
                    new Java(),
                    new Rust(),
                    new DenoServer(),
                    new FrontEnd(),
                    new BunServer(),
                    new NodeServer(),
                    new NodeFunctions(),
                    new C(),
                    new NotYet(),
                    new PlainFiles());

    /// Whose projects the user's own commands may start, Node's apart, which need not look like one.
    private static final List<Language> LANGUAGES =
            List.of(
                    new Python(Programs.OF_THIS_MACHINE),
                    new Php(Programs.OF_THIS_MACHINE),
                    new Ruby(Programs.OF_THIS_MACHINE),
                    new Go(),
                    new Java(),
                    new Rust(),
                    new DenoServer(),
                    new BunServer(),
                    new C());

    private Builders() {}

    /// In the order in which they are asked; the last knows everything.
    public static List<Builder> inOrder() {
        return Stream.concat(
                        Stream.of(
                                new BuildOutputFolder(),
                                new LambdaFunctions(),
                                new OwnCommands(DETECTED, LANGUAGES)),
                        DETECTED.stream())
                .toList();
    }
}
