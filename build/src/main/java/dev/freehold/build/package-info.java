/// Turns a source into an output, in the sandbox: the workshop that every builder works in, and who asks them.
@NullMarked
package dev.freehold.build;

import org.jspecify.annotations.NullMarked;
