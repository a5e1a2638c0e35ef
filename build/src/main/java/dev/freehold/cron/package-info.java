/// Knows when a cron expression is due.
@NullMarked
package dev.freehold.cron;

import org.jspecify.annotations.NullMarked;
