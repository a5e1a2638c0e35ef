package dev.freehold.sandbox;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.sandbox.SandboxSpec.Mount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Lets a folder be seen inside another one, as a volume at `/app/data` in the app's own `/app`. To
/// be mounted it needs an empty folder there; the outer one may be read-only to the app, so the
/// folder is made before, on the host.
final class MountPoints {
    private MountPoints() {}

    /// Outer before inner, with every inner one's place made.
    static List<Mount> inOrder(List<Mount> mounts) {
        mounts.forEach(inner -> outerOf(inner, mounts).ifPresent(outer -> make(outer, inner)));
        return mounts.stream()
                .sorted(Comparator.comparingInt(mount -> Path.of(mount.to()).getNameCount()))
                .toList();
    }

    private static Optional<Mount> outerOf(Mount inner, List<Mount> mounts) {
        return mounts.stream()
                .filter(outer -> inner.to().startsWith(outer.to() + "/"))
                .max(Comparator.comparingInt(outer -> outer.to().length()));
    }

    private static void make(Mount outer, Mount inner) {
        try {
            var place = outer.from().toRealPath();
            for (var name : Path.of(inner.to().substring(outer.to().length() + 1))) {
                place = folder(place.resolve(name));
            }
        } catch (IOException e) {
            throw new FreeholdException(
                    ErrorCode.INVALID,
                    "\"%s\" can't be shown inside \"%s\": %s"
                            .formatted(inner.to(), outer.to(), e.getMessage()),
                    "choose another path for it",
                    e);
        }
    }

    /// Step by step, and never through a link: the app's files may hold one that leads elsewhere.
    private static Path folder(Path path) throws IOException {
        if (path.getFileName().toString().equals("..") || Files.isSymbolicLink(path)) {
            throw new IOException("\"" + path.getFileName() + "\" leads elsewhere");
        }
        return Files.createDirectories(path);
    }
}
