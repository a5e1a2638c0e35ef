/// Detects what a source is and turns it into an output, in the sandbox; one file per builder.
@NullMarked
package dev.freehold.build;

import org.jspecify.annotations.NullMarked;
