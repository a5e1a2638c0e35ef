package dev.freehold.model;

import java.util.Set;
import java.util.regex.Pattern;

/// A project's name, which is also the first label of its host name (RFC 1123: 1 to 63 of `a-z`,
/// `0-9` and `-`, no `-` at either end). It holds no `--`, which separates a deployment's id.
public record ProjectName(String value) implements Comparable<ProjectName> {
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?");
    private static final Set<String> RESERVED =
            Set.of(
                    "api",
                    "console",
                    "mcp",
                    "git",
                    "vercel",
                    "netlify",
                    "freehold",
                    "localhost",
                    "www",
                    "admin");
    private static final int LONGEST = 63;
    private static final String ADVICE =
            "use 1 to 63 of a-z, 0-9 and single \"-\", for example \"my-shop\" (--name)";

    public ProjectName {
        if (value.length() > LONGEST || !LABEL.matcher(value).matches() || value.contains("--")) {
            throw Invalid.because("\"" + shown(value) + "\" can't be a project's name", ADVICE);
        }
        if (isReserved(value)) {
            throw Invalid.because(
                    "\"" + value + "\" is reserved and can't be a project's name", ADVICE);
        }
    }

    /// Whether it is a name of ours, or one that visitors would take for ours.
    public static boolean isReserved(String name) {
        return RESERVED.contains(name);
    }

    @Override
    public int compareTo(ProjectName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }

    private static String shown(String value) {
        return value.length() > LONGEST + 1 ? value.substring(0, LONGEST) + "…" : value;
    }
}
