/// Keeps the house: expiry, collection, log retention, what an interruption left.
@NullMarked
package dev.freehold.watch;

import org.jspecify.annotations.NullMarked;
