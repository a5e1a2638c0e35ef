package dev.freehold.build.languages;

import dev.freehold.build.Groundwork.Ground;
import dev.freehold.build.OwnProgram;
import dev.freehold.build.Workshop;
import dev.freehold.output.Tree;
import java.io.IOException;
import java.util.TreeMap;

/// A small program of our own that goes along with an app, or with its build.
///
/// @param name of the resource; it lies in `.freehold/` of the tree
record Launcher(String name) {
    String path() {
        return ".freehold/" + name;
    }

    byte[] content() {
        return new OwnProgram(Launcher.class, name).content();
    }

    /// The ground with this program in its tree.
    Ground on(Ground ground, Workshop workshop) throws IOException {
        var content = content();
        var entries = new TreeMap<>(ground.tree().entries());
        entries.put(path(), new Tree.File(workshop.store(content), content.length, false));
        return new Ground(new Tree(entries), ground.runtime(), ground.environment());
    }
}
