/// What answers under a path of its own: the folder `api/`, the Build Output API, and the launcher that
/// serves both.
@NullMarked
package dev.freehold.build.functions;

import org.jspecify.annotations.NullMarked;
