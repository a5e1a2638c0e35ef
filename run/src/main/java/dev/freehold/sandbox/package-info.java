/// Starts a process with limits, namespaces and a network of its own, and keeps hold of it when the
/// platform restarts.
@NullMarked
package dev.freehold.sandbox;

import org.jspecify.annotations.NullMarked;
