package dev.freehold.run;

import dev.freehold.model.ByteSize;
import dev.freehold.model.ProjectName;
import dev.freehold.model.TeamId;
import java.nio.file.Path;

/// A folder that outlives its project's deployments.
///
/// @param path where it lies on this host, for a backup
/// @param size what its files hold now
public record StoredVolume(
        TeamId team, ProjectName project, String name, Path path, ByteSize size) {}
