/// Remembers: the database, blobs and secrets, every look-up with its team.
@NullMarked
package dev.freehold.store;

import org.jspecify.annotations.NullMarked;
