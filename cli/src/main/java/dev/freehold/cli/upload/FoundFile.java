package dev.freehold.cli.upload;

import java.nio.file.Path;

/// A file to send, as it lay there when the folder was walked.
///
/// @param path from the top, `/` between
/// @param changed when its content, mode or place last changed, nanoseconds since 1970
/// @param inode which file of the disk it is
public record FoundFile(
        String path, Path file, long size, long changed, long inode, boolean executable) {}
