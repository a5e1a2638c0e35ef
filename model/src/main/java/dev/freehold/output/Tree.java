package dev.freehold.output;

import dev.freehold.model.Digest;
import dev.freehold.model.Invalid;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// The files of a service or an upload: path (`src/index.js`, relative, `/` between) → entry.
public record Tree(SortedMap<String, Entry> entries) {

    public static final Tree EMPTY = new Tree(Collections.emptySortedMap());

    public sealed interface Entry {}

    public record File(Digest digest, long size, boolean executable) implements Entry {
        public File {
            if (digest == null || size < 0) {
                throw Invalid.because(
                        "a file has no digest, or no size", "send {\"digest\": …, \"size\": …}");
            }
        }
    }

    /// A symbolic link, relative, whose target stays inside the tree.
    public record Link(String target) implements Entry {}

    /// Checks every path and every link once: nothing leaves the tree.
    public Tree {
        entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
        entries.forEach(TreePaths::check);
        TreePaths.checkNothingBelowLinks(entries);
    }

    /// This one with the entries of another one over it.
    public Tree with(Tree other) {
        if (other.entries().isEmpty()) {
            return this;
        }
        var all = new TreeMap<>(entries);
        all.putAll(other.entries());
        return new Tree(all);
    }
}
