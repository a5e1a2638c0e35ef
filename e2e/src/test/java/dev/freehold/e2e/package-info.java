/// The product as a stranger meets it: the real command line, the real platform, real apps.
@NullMarked
package dev.freehold.e2e;

import org.jspecify.annotations.NullMarked;
