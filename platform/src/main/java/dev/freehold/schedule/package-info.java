/// Does by the clock what production's deployments ask for, one run of each at a time, and remembers it.
@NullMarked
package dev.freehold.schedule;

import org.jspecify.annotations.NullMarked;
