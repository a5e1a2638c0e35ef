package dev.freehold.output;

import dev.freehold.model.Invalid;
import java.util.SortedMap;

/// What a path in a tree may be: relative, normal, without NUL or control characters, 1,024
/// characters at most; and a link must end inside the tree, and nothing lie below it.
final class TreePaths {
    private static final int LONGEST = 1024;

    private TreePaths() {}

    static void check(String path, Tree.Entry entry) {
        if (path.isEmpty()
                || path.length() > LONGEST
                || path.startsWith("/")
                || hasControl(path)
                || !isNormal(path)) {
            throw Invalid.because(
                    "\"" + shown(path) + "\" can't be a file's path",
                    "use relative paths without \"..\", \"//\" or control characters, 1024 characters at most");
        }
        if (entry instanceof Tree.Link link) {
            checkLink(path, link.target());
        }
    }

    /// Who writes a tree down would write through the link: and where several follow each other, the
    /// way may leave the folder though each of them alone stays inside.
    static void checkNothingBelowLinks(SortedMap<String, Tree.Entry> entries) {
        entries.forEach((path, entry) -> {
            if (entry instanceof Tree.Link) {
                checkNothingBelow(path, entries.subMap(path + "/", path + "0"));
            }
        });
    }

    private static void checkNothingBelow(String link, SortedMap<String, Tree.Entry> below) {
        if (!below.isEmpty()) {
            throw Invalid.because(
                    "\""
                            + shown(below.firstKey())
                            + "\" lies below \""
                            + shown(link)
                            + "\", a link",
                    "send it at its own place");
        }
    }

    private static void checkLink(String path, String target) {
        int depth = (int) path.chars().filter(c -> c == '/').count();
        boolean leaves = target.isEmpty() || target.startsWith("/") || hasControl(target);
        for (var part : target.split("/")) {
            depth += part.equals("..") ? -1 : part.isEmpty() || part.equals(".") ? 0 : 1;
            leaves |= depth < 0;
        }
        if (leaves) {
            throw Invalid.because(
                    "link \"" + shown(path) + "\" → \"" + shown(target) + "\" leaves the folder",
                    "make it point to a file inside, or put it into .freeholdignore");
        }
    }

    private static boolean isNormal(String path) {
        for (var part : path.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasControl(String path) {
        return path.chars().anyMatch(c -> c < ' ' || c == 0x7f || c == 0xfffd);
    }

    private static String shown(String text) {
        var plain = text.replaceAll("\\p{Cntrl}", "�");
        return plain.length() <= 80 ? plain : plain.substring(0, 79) + "…";
    }
}
