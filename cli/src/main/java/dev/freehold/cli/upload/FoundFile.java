package dev.freehold.cli.upload;

import java.nio.file.Path;

/// A file to send, as it lay there when the folder was walked.
///
/// @param path from the top, `/` between
/// @param changed when it was last written, nanoseconds since 1970
/// @param inode which file of the disk it is, in short
public record FoundFile(
        String path, Path file, long size, long changed, int inode, boolean executable) {}
