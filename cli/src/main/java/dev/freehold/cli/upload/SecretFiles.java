package dev.freehold.cli.upload;

import java.util.Set;
import java.util.regex.Pattern;

/// Files that hold secrets by what they are called. They stay where they are, unless they are asked for.
public final class SecretFiles {
    private static final Set<String> NAMES =
            Set.of(
                    ".env",
                    ".envrc",
                    ".netrc",
                    ".git-credentials",
                    ".pgpass",
                    "id_rsa",
                    "id_ecdsa",
                    "id_ed25519");

    /// Rails opens its credentials with them, and tells git to ignore them (Securing Rails Applications,
    /// "Custom Credentials").
    private static final Pattern KEY_OF_RAILS =
            Pattern.compile("(.*/)?config/(master|credentials/[^/]+)\\.key");

    private SecretFiles() {}

    static boolean has(String path) {
        var name = path.substring(path.lastIndexOf('/') + 1);
        return NAMES.contains(name) || name.startsWith(".env.") || isKeyOfRails(path);
    }

    /// Whether the app gets what is in it as the variable `RAILS_MASTER_KEY`.
    public static boolean isKeyOfRails(String path) {
        return KEY_OF_RAILS.matcher(path).matches();
    }
}
