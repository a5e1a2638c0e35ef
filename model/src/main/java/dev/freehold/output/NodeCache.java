package dev.freehold.output;

import java.util.regex.Pattern;

/// Where what Node compiled of an app is kept, and where the app finds it. Node looks below the folder that
/// `NODE_COMPILE_CACHE` names for one that is named by its version, the processor and its own user id
/// (`v24.21.0-x64-5ed80c11-20003`, src/compile_cache.cc); the tree leaves the user out, since it is not
/// known when that is made.
public final class NodeCache {
    /// In an app's tree.
    public static final String IN_TREE = ".freehold/node-cache";

    /// As the app sees it.
    public static final String INSIDE = "/node-cache";

    /// The variable that tells Node.
    public static final String VARIABLE = "NODE_COMPILE_CACHE";

    private static final Pattern NAME = Pattern.compile("v[0-9.]+-[a-z0-9]+-[0-9a-f]+");

    private NodeCache() {}

    /// Whether a folder below [#IN_TREE] is Node's.
    public static boolean isName(String folder) {
        return NAME.matcher(folder).matches();
    }
}
