package dev.freehold.build.sites;

import java.util.Set;

/// Which files of a folder the world may see.
public final class ServedPaths {
    private static final Set<String> CONFIGURATION =
            Set.of("freehold.toml", "vercel.json", "Procfile", "node_modules");

    private ServedPaths() {}

    public static boolean served(String path) {
        int slash = path.indexOf('/');
        var first = slash < 0 ? path : path.substring(0, slash);
        return !CONFIGURATION.contains(first) && !hidden(path, first);
    }

    private static boolean hidden(String path, String first) {
        int from = first.equals(".well-known") ? first.length() : 0;
        return path.startsWith(".", from) || path.indexOf("/.", from) >= 0;
    }
}
