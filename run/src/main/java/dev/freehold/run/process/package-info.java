/// The provider that runs instances as sandboxed processes on this machine.
@NullMarked
package dev.freehold.run.process;

import org.jspecify.annotations.NullMarked;
