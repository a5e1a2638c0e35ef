/// A certificate authority of this machine's own, for names that no other certifies: `*.localhost`.
@NullMarked
package dev.freehold.authority;

import org.jspecify.annotations.NullMarked;
