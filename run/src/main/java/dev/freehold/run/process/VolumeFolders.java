package dev.freehold.run.process;

import dev.freehold.model.ByteSize;
import dev.freehold.model.ProjectName;
import dev.freehold.model.TeamId;
import dev.freehold.output.Volume;
import dev.freehold.run.RunSpec;
import dev.freehold.run.StoredVolume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The folders that outlive deployments: `<team>/<project>/<name>`, one for all deployments of a
/// project. Nothing here deletes any.
final class VolumeFolders {
    private final Path top;

    VolumeFolders(Path top) {
        this.top = top;
    }

    /// The volume's folder, made on first use: its project's user owns it, and nobody else reads it.
    /// What was restored from elsewhere may still belong to the user that the project had there.
    Path make(RunSpec spec, Volume volume, int user) {
        var folder = folder(spec.team(), spec.project()).resolve(volume.name());
        Disk.doing("make volume " + volume.name(), () -> make(folder, user));
        return folder;
    }

    List<StoredVolume> of(TeamId team) {
        return Disk.doing("list the volumes", () -> list(team));
    }

    ByteSize size(TeamId team, ProjectName project) {
        var folder = folder(team, project);
        return Disk.doing(
                "size the volumes of " + project,
                () -> new ByteSize(Files.isDirectory(folder) ? Disk.size(folder) : 0));
    }

    private static void make(Path folder, int user) throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, Disk.OWN_FOLDER);
        if (isRoot() && !Files.getAttribute(folder, "unix:uid").equals(user)) {
            giveAway(folder, user);
        }
    }

    /// Links are given away as links: what they point to is not touched. The folder itself goes last,
    /// so that an interruption is made good by the next call.
    private static void giveAway(Path folder, int user) throws IOException {
        try (var all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.setAttribute(path, "unix:gid", user, LinkOption.NOFOLLOW_LINKS);
                Files.setAttribute(path, "unix:uid", user, LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    /// Only root may give a folder away; elsewhere the apps run as the platform's own user.
    private static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    private List<StoredVolume> list(TeamId team) throws IOException {
        var all = new ArrayList<StoredVolume>();
        for (var project : folders(top.resolve(team.value()))) {
            for (var volume : folders(project)) {
                all.add(stored(team, project, volume));
            }
        }
        return all;
    }

    private static StoredVolume stored(TeamId team, Path project, Path volume) throws IOException {
        return new StoredVolume(
                team,
                new ProjectName(name(project)),
                name(volume),
                volume,
                new ByteSize(Disk.size(volume)));
    }

    private static List<Path> folders(Path top) throws IOException {
        if (!Files.isDirectory(top)) {
            return List.of();
        }
        try (var all = Files.list(top)) {
            return all.filter(Files::isDirectory).sorted().toList();
        }
    }

    private Path folder(TeamId team, ProjectName project) {
        return top.resolve(team.value()).resolve(project.value());
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
