package dev.freehold.model;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The list `packages` of a pnpm-workspace.yaml, in both ways that YAML has for lists: a line for each, or
/// all between brackets. Only that much of YAML is understood: who deploys should not wait for a library.
public final class PnpmPackages {
    private static final Pattern KEY =
            Pattern.compile("(?m)^(?:packages|\"packages\"|'packages')[ \\t]*:(?=\\s|$)");

    /// A comment begins after a space or at a line's start (YAML 1.2.2, 6.6).
    private static final String COMMENT = "(?:^|(?<=\\s))#.*";

    private static final String QUOTED = "\"((?:[^\"\\\\]|\\\\.)*)\"|'((?:[^']|'')*)'";

    /// Beside comments: an item in quotes, in two kinds, and one without.
    private static final Pattern LINES =
            Pattern.compile(
                    "(?m)"
                            + COMMENT
                            + "|^\\s*-\\s+(?:"
                            + QUOTED
                            + "|([^\\s\"'#].*?))(?=\\s*$|\\s+#)|^(?=\\S)");

    private static final Pattern BRACKETS =
            Pattern.compile(
                    "(?m)"
                            + COMMENT
                            + "|"
                            + QUOTED
                            + "|([^\\s,\\[\\]\"'#][^,\\]\\n]*?)(?=\\s*[,\\]\\n]|\\s+#)|\\]");

    private PnpmPackages() {}

    /// Patterns of folders, as they stand there.
    public static List<String> in(String yaml) {
        var key = KEY.matcher(yaml);
        if (!key.find()) {
            return List.of();
        }
        var rest = yaml.substring(key.end());
        return rest.stripLeading().startsWith("[")
                ? items(BRACKETS, rest.substring(rest.indexOf('[') + 1))
                : items(LINES, rest);
    }

    private static List<String> items(Pattern pattern, String text) {
        var items = new ArrayList<String>();
        var token = pattern.matcher(text);
        while (token.find() && !isEnd(token.group())) {
            if (token.group(1) != null) {
                items.add(token.group(1).replaceAll("\\\\(.)", "$1"));
            } else if (token.group(2) != null) {
                items.add(token.group(2).replace("''", "'"));
            } else if (token.group(3) != null) {
                items.add(token.group(3));
            }
        }
        return items;
    }

    /// The bracket that closes, or the line of the next key.
    private static boolean isEnd(String token) {
        return token.isEmpty() || token.equals("]");
    }
}
