/// Puts the control plane together, as one visible list.
@NullMarked
package dev.freehold.control;

import org.jspecify.annotations.NullMarked;
