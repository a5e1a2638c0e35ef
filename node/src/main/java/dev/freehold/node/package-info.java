/// Holds the snapshot, wakes, watches health, drains, stops what is idle: edge and run put together.
@NullMarked
package dev.freehold.node;

import org.jspecify.annotations.NullMarked;
