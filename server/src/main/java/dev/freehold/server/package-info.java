/// The one place that wires: `up`, `control` and `node` put the rooms together here.
@NullMarked
package dev.freehold.server;

import org.jspecify.annotations.NullMarked;
