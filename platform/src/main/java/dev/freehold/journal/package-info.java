/// Every mutation as a change: planned, applied and journaled in one transaction, undone by name.
@NullMarked
package dev.freehold.journal;

import org.jspecify.annotations.NullMarked;
