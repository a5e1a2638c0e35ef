/// The grammar of the command line: what each command takes, its help, and what was typed.
@NullMarked
package dev.freehold.cli.usage;

import org.jspecify.annotations.NullMarked;
