/// Everything that the platform keeps in one archive, and back from it onto an empty machine.
@NullMarked
package dev.freehold.backup;

import org.jspecify.annotations.NullMarked;
