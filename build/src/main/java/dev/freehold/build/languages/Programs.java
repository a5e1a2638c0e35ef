package dev.freehold.build.languages;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The programs of this machine that a sandbox sees: what lies elsewhere, in a home folder for instance,
/// would not be there when it is needed.
public record Programs(List<Path> folders) {
    public static final Programs OF_THIS_MACHINE =
            new Programs(List.of(Path.of("/usr/local/bin"), Path.of("/usr/bin")));

    /// Language → what a build of it uses → Debian's package.
    private static final Map<String, Map<String, String>> PACKAGES =
            Map.of(
                    "Python",
                    new TreeMap<>(Map.of("python3", "python3", "pip3", "python3-pip")),
                    "PHP",
                    new TreeMap<>(Map.of("php", "php-cli", "composer", "composer")),
                    "Ruby",
                    new TreeMap<>(Map.of("ruby", "ruby", "bundle", "ruby-bundler")));

    public Programs {
        folders = List.copyOf(folders);
    }

    public boolean has(String name) {
        return folders.stream().anyMatch(folder -> Files.isExecutable(folder.resolve(name)));
    }

    /// The languages whose interpreters are here, by name, and what the others miss.
    public Map<String, Optional<String>> missingByLanguage() {
        var missing = new TreeMap<String, Optional<String>>();
        PACKAGES.forEach((language, packages) ->
                missing.put(
                        language,
                        packages.entrySet().stream()
                                .filter(one -> !has(one.getKey()))
                                .map(Map.Entry::getValue)
                                .reduce((one, other) -> one + " " + other)));
        return missing;
    }

    /// @param packageName Debian's, that brings it
    /// @throws FreeholdException MISSING_TOOL where it is not there
    public void need(String name, String packageName) {
        if (!has(name)) {
            throw missing("\"" + name + "\"", packageName);
        }
    }

    FreeholdException missing(String what, String packageName) {
        return new FreeholdException(
                ErrorCode.MISSING_TOOL,
                what + " is not on this machine, in /usr/local/bin or /usr/bin",
                "install it (Debian: apt-get install " + packageName + "), then deploy again");
    }
}
