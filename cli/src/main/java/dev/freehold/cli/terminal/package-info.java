/// What the user sees: facts on standard output, the story on standard error, colours and a progress
/// bar on a terminal only.
@NullMarked
package dev.freehold.cli.terminal;

import org.jspecify.annotations.NullMarked;
