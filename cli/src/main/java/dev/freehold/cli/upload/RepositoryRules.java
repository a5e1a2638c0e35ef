package dev.freehold.cli.upload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The `.gitignore` files above a folder that lies within a git repository.
///
/// @param root the repository's top
/// @param between the folders from there to the one that is sent, which is not among them
record RepositoryRules(Path root, List<Path> between) {

    /// What they say about the folder's content. Nothing where they ignore the folder itself: who
    /// deploys a build's output by its name wants it sent.
    static IgnoreRules above(Path top) throws IOException {
        var between = new ArrayList<Path>();
        for (var folder = top; folder != null; folder = folder.getParent()) {
            if (!folder.equals(top)) {
                between.addFirst(folder);
            }
            if (Files.exists(folder.resolve(".git"))) {
                return new RepositoryRules(folder, between).rules(top);
            }
        }
        return IgnoreRules.NONE;
    }

    private IgnoreRules rules(Path top) throws IOException {
        return ignoresWayTo(top) ? IgnoreRules.NONE : seenFrom(top, between);
    }

    private boolean ignoresWayTo(Path top) throws IOException {
        for (int i = 0; i < between.size(); i++) {
            var next = i + 1 < between.size() ? between.get(i + 1) : top;
            var name = Names.asBytes(Names.of(next));
            var rules = seenFrom(between.get(i), between.subList(0, i + 1));
            if (rules.verdict(name, name, true) == IgnoreRules.Verdict.IGNORED) {
                return true;
            }
        }
        return false;
    }

    private IgnoreRules seenFrom(Path place, List<Path> folders) throws IOException {
        var rules = IgnoreRules.NONE.over(exclude(), way(root, place));
        for (var folder : folders) {
            rules = rules.over(folder.resolve(".gitignore"), way(folder, place));
        }
        return rules;
    }

    /// Git's own list for this repository. In a worktree `.git` is a file that names where it is, and
    /// what all worktrees share is named there (gitrepository-layout(5)).
    private Path exclude() throws IOException {
        var git = root.resolve(".git");
        if (Files.isRegularFile(git)) {
            git = root.resolve(named(git, "gitdir: "));
            var common = git.resolve("commondir");
            git = Files.exists(common) ? git.resolve(named(common, "")) : git;
        }
        return git.resolve("info").resolve("exclude");
    }

    private static String named(Path file, String before) throws IOException {
        var text = Files.readString(file).strip();
        return text.startsWith(before) ? text.substring(before.length()) : text;
    }

    private static String way(Path from, Path to) {
        var way = from.relativize(to).toString();
        return way.isEmpty() ? "" : way + "/";
    }
}
