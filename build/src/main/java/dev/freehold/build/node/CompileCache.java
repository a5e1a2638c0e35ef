package dev.freehold.build.node;

import dev.freehold.build.Commands;
import dev.freehold.build.OwnProgram;
import dev.freehold.build.Source;
import dev.freehold.build.Step;
import dev.freehold.build.Workshop;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.ServiceName;
import dev.freehold.output.Command;
import dev.freehold.output.NodeCache;
import dev.freehold.output.Tree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/// Has a Node server start once while it is built, so that what Node compiled of it is kept beside its
/// files ([Node's compile cache](https://nodejs.org/api/module.html#module-compile-cache)), for every start
/// to come. Without one it runs as well, and only starts slower.
///
/// @param start as it will be started
record CompileCache(Command start) {
    private static final String FOLDER = ".freehold/node-cache";
    private static final List<String> PROGRAMS = List.of("rehearsal.mjs", "flush.cjs");

    /// Makes the folder.
    private static final String MARK = ".kept";

    /// The first Node that has one without being told in code.
    private static final int SINCE = 22;

    /// Where it is measured to pay: one large file that a bundler made starts by a tenth sooner, TypeScript by
    /// a quarter; the many small files of dependencies gain nothing.
    static boolean paysFor(Command start, boolean bundled) {
        var words = start.arguments();
        return words.getFirst().equals("node")
                && (bundled || words.stream().anyMatch(word -> word.matches(".*\\.[cm]?ts")));
    }

    /// What is run for it.
    String shown() {
        return Commands.shown(start) + ", once";
    }

    /// The cache as entries of the app's tree; none where the rehearsal failed.
    Tree made(Workshop workshop, String version) throws IOException, InterruptedException {
        if (Integer.parseInt(version.split("\\.", 2)[0]) < SINCE) {
            return Tree.EMPTY;
        }
        for (var program : PROGRAMS) {
            workshop.add(
                    ".freehold/" + program, new OwnProgram(CompileCache.class, program).content());
        }
        workshop.add(FOLDER + "/" + MARK, new byte[0]);
        try {
            workshop.rehearse(rehearsal(workshop.source()), FOLDER);
            return placed(workshop.collect(FOLDER, path -> !path.equals(MARK)));
        } catch (FreeholdException e) {
            if (e.code() != ErrorCode.BUILD_FAILED) {
                throw e;
            }
            workshop.say(
                    "the rehearsal failed, so nothing compiled is kept, and it starts slower; all else is as it should be");
            return Tree.EMPTY;
        }
    }

    private Step rehearsal(Source source) {
        var arguments =
                new ArrayList<>(
                        List.of(
                                "node",
                                ".freehold/" + PROGRAMS.getFirst(),
                                Workshop.INSIDE + "/" + source.inTree(FOLDER)));
        var paths = new ArrayList<>(List.of("/"));
        source.configuration().service(ServiceName.WEB).health().ifPresent(paths::add);
        arguments.add(String.join(",", paths));
        arguments.add(
                String.join(",", new TreeSet<>(source.configuration().environment().keySet())));
        arguments.addAll(start.arguments());
        // as they stand in the file: the build's own may be secrets of the same name
        return Step.of(arguments.toArray(String[]::new)).with(source.configuration().environment());
    }

    private static Tree placed(Tree kept) {
        var entries = new TreeMap<String, Tree.Entry>();
        kept.entries().forEach((path, entry) -> entries.put(NodeCache.IN_TREE + "/" + path, entry));
        return new Tree(entries);
    }
}
