/// Two programs of the platform call each other over one connection: what one of them does is an interface,
/// and the other calls it as if it were its own.
@NullMarked
package dev.freehold.link;

import org.jspecify.annotations.NullMarked;
