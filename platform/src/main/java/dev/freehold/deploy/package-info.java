/// The way of a deployment: receive, build, place, start, wait until healthy, switch, drain.
@NullMarked
package dev.freehold.deploy;

import org.jspecify.annotations.NullMarked;
