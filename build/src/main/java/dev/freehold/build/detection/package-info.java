/// Which builder is asked, and when; the user's own commands, which come before what is detected.
@NullMarked
package dev.freehold.build.detection;

import org.jspecify.annotations.NullMarked;
