/// Keeps certificates on disk for the edge, whether there is a control plane or not.
@NullMarked
package dev.freehold.shelf;

import org.jspecify.annotations.NullMarked;
