/// Projects in JavaScript: front ends, servers, and what installs and builds them.
@NullMarked
package dev.freehold.build.node;

import org.jspecify.annotations.NullMarked;
