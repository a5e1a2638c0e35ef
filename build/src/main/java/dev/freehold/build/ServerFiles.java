package dev.freehold.build;

/// What of a built source goes along with a server: all but the history and the caches of tools.
public final class ServerFiles {
    private ServerFiles() {}

    public static boolean wanted(String path) {
        return !path.equals(".git")
                && !path.equals(".freehold")
                && !path.endsWith("/.freehold")
                && !path.endsWith(".next/cache")
                && !path.equals(".turbo")
                && !path.endsWith("/.turbo")
                && !path.endsWith("node_modules/.cache")
                && !path.endsWith("node_modules/.vite");
    }
}
