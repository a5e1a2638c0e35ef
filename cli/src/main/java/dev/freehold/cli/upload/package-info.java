/// Turns a folder into a tree of digests, reading only what has changed, and sends what the platform
/// lacks.
@NullMarked
package dev.freehold.cli.upload;

import org.jspecify.annotations.NullMarked;
