/// The platform on this machine: where its data is, whether it runs, how it is started and stopped.
@NullMarked
package dev.freehold.cli.local;

import org.jspecify.annotations.NullMarked;
