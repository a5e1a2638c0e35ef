/// What you type: a thin, fast client of the platform's API.
@NullMarked
package dev.freehold.cli;

import org.jspecify.annotations.NullMarked;
