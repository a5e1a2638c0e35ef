package dev.freehold.build.tools;

import dev.freehold.model.Invalid;

/// A package of npm's registry at an exact version.
public record Package(String name, String version) {
    public Package {
        if (!name.matches("(@[a-z0-9._-]+/)?[a-z0-9._-]+")
                || !version.matches("[0-9][0-9A-Za-z.+-]*")) {
            throw Invalid.because(
                    "\"" + name + "@" + version + "\" is no package at an exact version",
                    "write for example \"pnpm@10.20.0\"");
        }
    }

    /// The file name that the registry and `npm pack` give it, without the folder.
    public String tarballName() {
        return name.substring(name.indexOf('/') + 1) + "-" + version + ".tgz";
    }

    @Override
    public String toString() {
        return name + "@" + version;
    }
}
