package dev.freehold.cli.upload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// What the file system knows of an entry (stat(2)), asked at once; a link is not followed.
///
/// @param changed when content, owner, mode or place last changed, nanoseconds since 1970: unlike the
///     time of writing, no program can set it back
/// @param inode which file of the disk it is
record Stat(int mode, long size, long changed, long inode) {
    private static final String ASKED = "unix:mode,size,ctime,ino";
    private static final int KIND = 0170000;
    private static final int FOLDER = 0040000;
    private static final int FILE = 0100000;
    private static final int LINK = 0120000;
    private static final int OWNER_EXECUTES = 0100;

    static Stat of(Path entry) throws IOException {
        var said = Files.readAttributes(entry, ASKED, LinkOption.NOFOLLOW_LINKS);
        return new Stat(
                (int) number(said, "mode"),
                number(said, "size"),
                ((FileTime) asked(said, "ctime")).to(TimeUnit.NANOSECONDS),
                number(said, "ino"));
    }

    boolean isFolder() {
        return (mode & KIND) == FOLDER;
    }

    boolean isFile() {
        return (mode & KIND) == FILE;
    }

    boolean isLink() {
        return (mode & KIND) == LINK;
    }

    boolean isExecutable() {
        return (mode & OWNER_EXECUTES) != 0;
    }

    private static long number(Map<String, Object> said, String name) {
        return ((Number) asked(said, name)).longValue();
    }

    private static Object asked(Map<String, Object> said, String name) {
        return Objects.requireNonNull(said.get(name), name);
    }
}
