/// Chooses where a deployment runs, without any I/O.
@NullMarked
package dev.freehold.place;

import org.jspecify.annotations.NullMarked;
