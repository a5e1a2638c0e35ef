package dev.freehold.route;

import dev.freehold.output.Output;
import dev.freehold.output.StaticFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Which files carry a hash of their content in their name. A wrong "yes" costs differently: a file
/// kept reachable after a switch costs nothing, one that browsers keep for a year can't be changed.
/// So [#isHashed] is generous and [#isImmutable] strict.
public final class HashedAssets {
    /// Folders in which frameworks keep nothing else.
    private static final List<String> FOLDERS =
            List.of("/_next/static/", "/_app/immutable/", "/_astro/");

    /// `app.3f9a1c07.js`, `index-BxQ81_da.css`, `main.3f9a1c07.js.map`: the part before the extensions.
    private static final Pattern LAST_PART =
            Pattern.compile(".*?[.\\-_]([A-Za-z0-9_-]{8,64})((?:\\.[A-Za-z0-9]{1,12}){1,2})");

    private static final Pattern HASH_ONLY =
            Pattern.compile("[0-9a-f]{16,64}(?:\\.[A-Za-z0-9]{1,12}){1,2}");
    private static final Pattern HEX = Pattern.compile("(?=.*[0-9])(?=.*[a-f])[0-9a-f]{8,64}");
    private static final Pattern BASE32 = Pattern.compile("[A-Z2-7]{8}");
    private static final Pattern CODE = Pattern.compile("\\.(?:js|mjs|css)(?:\\.map)?");

    /// The length of the hashes in base 64 that Vite and Rollup write.
    private static final int ROLLUP = 8;

    private HashedAssets() {}

    /// All hashed assets of these outputs; of two with the same path, the first one's.
    public static Map<String, StaticFile> of(List<Output> newestFirst) {
        var assets = new HashMap<String, StaticFile>();
        for (var output : newestFirst) {
            output.files()
                    .forEach((path, file) -> {
                        if (isHashed(path)) {
                            assets.putIfAbsent(path, file);
                        }
                    });
        }
        return assets;
    }

    /// Whether pages loaded before a switch may still ask for it.
    ///
    /// @param path a file's URL path, `/assets/index-BxQ81_da.js`
    public static boolean isHashed(String path) {
        return isImmutable(path)
                || (hasRoom(name(path)) && hasPart(path, (part, _) -> !isWord(part)));
    }

    /// Whether the name alone says that its content never changes.
    public static boolean isImmutable(String path) {
        return isInFolder(path)
                || (hasRoom(name(path))
                        && (HASH_ONLY.matcher(name(path)).matches()
                                || hasPart(path, HashedAssets::looksRandom)));
    }

    private static boolean isInFolder(String path) {
        for (var folder : FOLDERS) {
            if (path.contains(folder)) {
                return true;
            }
        }
        return false;
    }

    /// Whether a part of 8 signs, or a whole name of 16, fits in before the extension. Most pages' names are
    /// too short, and a switch looks at those of four versions.
    private static boolean hasRoom(String name) {
        int end = name.lastIndexOf('.');
        return end >= 16 || end - firstSeparator(name) > 8;
    }

    private static int firstSeparator(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '.' || c == '-' || c == '_') {
                return i;
            }
        }
        return name.length();
    }

    private interface Test {
        boolean holds(String part, String extension);
    }

    /// Tries each part that stands between a separator and the extension: a hash in base 64 can hold
    /// separators itself.
    private static boolean hasPart(String path, Test test) {
        var name = name(path);
        for (int from = 0; from < name.length(); from++) {
            var match = LAST_PART.matcher(name).region(from, name.length());
            if (!match.matches()) {
                return false;
            }
            if (test.holds(match.group(1), match.group(2))) {
                return true;
            }
            from = match.start(1) - 1;
        }
        return false;
    }

    private static boolean looksRandom(String part, String extension) {
        return HEX.matcher(part).matches()
                || (BASE32.matcher(part).matches() && CODE.matcher(extension).matches())
                || (part.length() == ROLLUP && changesOfKind(part) >= 4);
    }

    private static boolean isWord(String part) {
        return part.chars().allMatch(c -> Character.isLowerCase(c) || c == '-' || c == '_');
    }

    /// `BxQ81_da` changes between capitals, small letters, digits and signs 5 times, `ReadMore` 3 times.
    private static int changesOfKind(String part) {
        int changes = 0;
        for (int i = 1; i < part.length(); i++) {
            if (Character.getType(part.charAt(i)) != Character.getType(part.charAt(i - 1))) {
                changes++;
            }
        }
        return changes;
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
