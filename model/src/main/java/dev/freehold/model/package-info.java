/// The words everyone shares: projects, deployments, aliases, snapshots, changes. Records that check
/// once, and sealed states.
@NullMarked
package dev.freehold.model;

import org.jspecify.annotations.NullMarked;
