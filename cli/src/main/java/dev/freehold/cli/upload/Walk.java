package dev.freehold.cli.upload;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.Invalid;
import dev.freehold.output.Tree;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Finds what is to be sent of a folder: everything but what `.freeholdignore` and `.gitignore` name,
/// `.git`, `node_modules`, `.venv`, `__pycache__`, `.freehold`, `.DS_Store`, `.env` files and others that hold
/// secrets. A ready `.vercel/output` is sent whole, since frameworks tell git to ignore it.
public final class Walk {
    private static final int MOST_FILES = 100_000;
    private static final String BUILT = ".vercel/";

    private final Path top;
    private final EnvFiles envFiles;
    private final int most;
    private final List<FoundFile> files = new ArrayList<>();
    private final TreeMap<String, Tree.Entry> links = new TreeMap<>();
    private final List<String> leftOut = new ArrayList<>();

    /// Whether `.env` files, and others that hold secrets, are sent.
    public enum EnvFiles {
        KEPT_HERE,
        SENT
    }

    private Walk(Path top, EnvFiles envFiles, int most) {
        this.top = top;
        this.envFiles = envFiles;
        this.most = most;
    }

    /// @throws FreeholdException INVALID for what can't be sent, TOO_LARGE for more than 100,000 files
    static Walk through(Path folder, EnvFiles envFiles) {
        return through(folder, envFiles, MOST_FILES);
    }

    static Walk through(Path folder, EnvFiles envFiles, int most) {
        var walk = new Walk(folder, envFiles, most);
        try {
            walk.enter(folder, "", RepositoryRules.above(folder), IgnoreRules.NONE);
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
        // A tree refuses links that leave it, in words of its own.
        var checked = new Tree(walk.links);
        assert checked.entries().size() == walk.links.size();
        return walk;
    }

    List<FoundFile> files() {
        return files;
    }

    /// Path → target of the symbolic links, which all stay inside.
    SortedMap<String, Tree.Entry> links() {
        return links;
    }

    /// The files with secrets that were not sent.
    List<String> leftOut() {
        return leftOut;
    }

    private void enter(Path folder, String prefix, IgnoreRules git, IgnoreRules own)
            throws IOException {
        var gitHere = git.under(folder.resolve(".gitignore"), prefix);
        var ownHere = own.under(folder.resolve(".freeholdignore"), prefix);
        try (var entries = Files.newDirectoryStream(folder)) {
            for (var entry : entries) {
                meet(entry, prefix, gitHere, ownHere);
            }
        } catch (java.nio.file.DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private void meet(Path entry, String prefix, IgnoreRules git, IgnoreRules own)
            throws IOException {
        var name = Names.of(entry);
        var path = prefix + name;
        var stat = Stat.of(entry);
        if (path.startsWith(BUILT) || path.equals(".vercel")) {
            meetBuilt(entry, path, stat);
        } else if (!isNeverSent(name)
                && !isIgnored(path, name, stat.isFolder(), List.of(own, git))) {
            take(entry, path, stat, () -> enter(entry, path + "/", git, own));
        }
    }

    /// Within `.vercel`, only `output` is sent, and of that everything.
    private void meetBuilt(Path entry, String path, Stat stat) throws IOException {
        boolean inOutput = path.equals(".vercel/output") || path.startsWith(".vercel/output/");
        if (inOutput || (path.equals(".vercel") && Files.isDirectory(entry.resolve("output")))) {
            take(
                    entry,
                    path,
                    stat,
                    () -> enter(entry, path + "/", IgnoreRules.NONE, IgnoreRules.NONE));
        }
    }

    private interface Entering {
        void enter() throws IOException;
    }

    private void take(Path entry, String path, Stat stat, Entering folder) throws IOException {
        if (stat.isFolder()) {
            folder.enter();
        } else if (stat.isLink()) {
            links.put(path, new Tree.Link(Names.decoded(Files.readSymbolicLink(entry))));
        } else if (!stat.isFile()) {
            throw Invalid.because(
                    "\"" + path + "\" is a device, a socket or a pipe, which can't be sent",
                    "remove it, or put it into .freeholdignore");
        } else if (envFiles == EnvFiles.KEPT_HERE && SecretFiles.has(path)) {
            leftOut.add(path);
        } else {
            add(entry, path, stat);
        }
    }

    private void add(Path entry, String path, Stat stat) {
        if (files.size() == most) {
            throw new FreeholdException(
                    ErrorCode.TOO_LARGE,
                    "\"" + top + "\" holds more than " + most + " files",
                    "put what the app doesn't need into .freeholdignore");
        }
        files.add(
                new FoundFile(
                        path,
                        entry,
                        stat.size(),
                        stat.changed(),
                        stat.inode(),
                        stat.isExecutable()));
    }

    private static boolean isNeverSent(String name) {
        return switch (name) {
            case ".git", "node_modules", ".venv", "__pycache__", ".freehold", ".DS_Store" -> true;
            default -> false;
        };
    }

    /// The first of the rules that says something decides: Freehold's own, then git's.
    private static boolean isIgnored(
            String path, String name, boolean isFolder, List<IgnoreRules> rules) {
        for (var rule : rules) {
            var verdict = rule.verdict(Names.asBytes(path), Names.asBytes(name), isFolder);
            if (verdict != IgnoreRules.Verdict.NOTHING) {
                return verdict == IgnoreRules.Verdict.IGNORED;
            }
        }
        return false;
    }

    private static FreeholdException unreadable(Path folder, IOException e) {
        var advice =
                switch (e) {
                    case AccessDeniedException denied ->
                            "make it readable, or put it into .freeholdignore";
                    case NoSuchFileException gone ->
                            "it went away while it was read: deploy again when nothing changes";
                    default -> "deploy again when the disk is well";
                };
        return Invalid.because("\"" + folder + "\" can't be read: " + e.getMessage(), advice);
    }
}
