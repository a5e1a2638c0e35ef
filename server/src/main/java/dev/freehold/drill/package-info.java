/// Tries what the platform promises: a platform of its own, real processes, real blows, and a report.
@NullMarked
package dev.freehold.drill;

import org.jspecify.annotations.NullMarked;
