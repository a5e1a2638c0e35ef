package dev.freehold.cli.upload;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What ignore files of one name say on the way from the top down to a folder: the nearest file that
/// has something to say decides, and in it the last line that matches. Git compares bytes, and `?` is
/// one of them: so do we, with texts that have a character for each byte ([Names#asBytes]).
final class IgnoreRules {
    /// UTF-8's byte order mark.
    private static final String MARK = "\u00ef\u00bb\u00bf";

    static final IgnoreRules NONE = new IgnoreRules(null, "", 0, List.of());

    enum Verdict {
        IGNORED,
        SENT,
        NOTHING
    }

    private final @org.jspecify.annotations.Nullable IgnoreRules above;
    private final String before;
    private final int from;
    private final List<IgnoreRule> rules;

    /// @param before what is put before a path to name it from the file's folder, where that lies
    ///     above the folder that is sent
    /// @param from how many characters of a path lead to the file's folder, where that lies below
    private IgnoreRules(
            @org.jspecify.annotations.Nullable IgnoreRules above,
            String before,
            int from,
            List<IgnoreRule> rules) {
        this.above = above;
        this.before = before;
        this.from = from;
        this.rules = rules;
    }

    /// With the file in a folder below the top, where there is one.
    ///
    /// @param prefix the folder's path with a slash at its end; empty for the top
    IgnoreRules under(Path file, String prefix) throws IOException {
        var rules = read(file);
        return rules.isEmpty()
                ? this
                : new IgnoreRules(this, "", Names.asBytes(prefix).length(), rules);
    }

    /// With the file in a folder above the top.
    ///
    /// @param way from that folder to the top, with a slash at its end
    IgnoreRules over(Path file, String way) throws IOException {
        var rules = read(file);
        return rules.isEmpty() ? this : new IgnoreRules(this, Names.asBytes(way), 0, rules);
    }

    /// @param path from the top, as bytes
    /// @param name the path's last part, as bytes
    Verdict verdict(String path, String name, boolean isFolder) {
        for (var level = this; level != null; level = level.above) {
            var verdict = level.own(path, name, isFolder);
            if (verdict != Verdict.NOTHING) {
                return verdict;
            }
        }
        return Verdict.NOTHING;
    }

    private Verdict own(String path, String name, boolean isFolder) {
        var here = before.isEmpty() ? path.substring(from) : before + path;
        for (int i = rules.size() - 1; i >= 0; i--) {
            var rule = rules.get(i);
            if (rule.matches(here, name, isFolder)) {
                return rule.negated() ? Verdict.SENT : Verdict.IGNORED;
            }
        }
        return Verdict.NOTHING;
    }

    private static List<IgnoreRule> read(Path file) throws IOException {
        try {
            var text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            var rules = new ArrayList<IgnoreRule>();
            for (var line :
                    (text.startsWith(MARK) ? text.substring(MARK.length()) : text).split("\n")) {
                IgnoreRule.parse(line).ifPresent(rules::add);
            }
            return rules;
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }
}
