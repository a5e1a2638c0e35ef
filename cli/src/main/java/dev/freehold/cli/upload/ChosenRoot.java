package dev.freehold.cli.upload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// The package that a freehold.toml at the top of a workspace says is deployed. Where it says that and nothing else,
/// it is as if that package's folder had been named, and only what that needs is sent. In any other case all is sent:
/// the platform reads the file in any case, and says what is wrong with it.
public final class ChosenRoot {
    private static final Pattern ROOT =
            Pattern.compile("root\\s*=\\s*(?:\"([^\"\\\\]*)\"|'([^']*)')\\s*(?:#.*)?");

    private ChosenRoot() {}

    /// The folder that is meant where this one is named.
    public static Path in(Path folder) {
        var root = root(folder.resolve("freehold.toml"));
        boolean member =
                !root.isEmpty()
                        && WorkspaceTop.find(folder).filter(top -> top.names(root)).isPresent();
        return member && Files.isDirectory(folder.resolve(root)) ? folder.resolve(root) : folder;
    }

    private static String root(Path file) {
        var lines = Files.isReadable(file) ? lines(file) : List.<String>of();
        if (lines.size() != 2 || !lines.getFirst().matches("\\[\\s*build\\s*]\\s*(#.*)?")) {
            return "";
        }
        var root = ROOT.matcher(lines.getLast());
        if (!root.matches()) {
            return "";
        }
        var text = root.group(1) == null ? root.group(2) : root.group(1);
        return leadsOut(text) ? "" : text.replaceAll("^\\./", "").replaceAll("/+$", "");
    }

    /// Whose folder that is does not matter: nothing beside the repository is sent by what a file in it says.
    private static boolean leadsOut(String path) {
        return path.startsWith("/") || List.of(path.split("/")).contains("..");
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readString(file)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("can't read \"" + file + "\"", e);
        }
    }
}
